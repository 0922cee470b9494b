/// A Telegram Bot API server on loopback.
@NullMarked
package digestbot.sandbox.telegram;

import org.jspecify.annotations.NullMarked;
