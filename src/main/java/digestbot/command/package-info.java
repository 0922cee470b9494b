/// Chat commands and button presses become replies, the same on every platform.
@NullMarked
package digestbot.command;

import org.jspecify.annotations.NullMarked;
