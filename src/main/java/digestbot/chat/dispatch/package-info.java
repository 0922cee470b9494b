/// The way from a command or a press to its handler, limits and permissions included.
@NullMarked
package digestbot.chat.dispatch;

import org.jspecify.annotations.NullMarked;
