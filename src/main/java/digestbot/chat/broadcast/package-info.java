/// Commands that write, send and control broadcasts.
@NullMarked
package digestbot.chat.broadcast;

import org.jspecify.annotations.NullMarked;
