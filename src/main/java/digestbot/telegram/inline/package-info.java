/// Inline mode: people type the bot's name in any chat and send a digest there. Also the bot's
/// account, which says whether it has inline mode.
@NullMarked
package digestbot.telegram.inline;

import org.jspecify.annotations.NullMarked;
