/// The search command.
@NullMarked
package digestbot.chat.search;

import org.jspecify.annotations.NullMarked;
