/// Dispatch of commands and button presses, with rate limits and permissions.
@NullMarked
package digestbot.chat.dispatch;

import org.jspecify.annotations.NullMarked;
