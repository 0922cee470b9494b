/// Formatted text as Telegram's server reads, checks and stores it.
@NullMarked
package digestbot.sandbox.telegram.text;

import org.jspecify.annotations.NullMarked;
