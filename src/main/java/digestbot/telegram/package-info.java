/// The adapter for Telegram: updates become commands, content becomes HTML messages, errors become
/// send results.
@NullMarked
package digestbot.telegram;

import org.jspecify.annotations.NullMarked;
