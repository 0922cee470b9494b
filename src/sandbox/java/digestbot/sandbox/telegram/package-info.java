/// A simulator of Telegram's Bot API server, and of its clients.
@NullMarked
package digestbot.sandbox.telegram;

import org.jspecify.annotations.NullMarked;
