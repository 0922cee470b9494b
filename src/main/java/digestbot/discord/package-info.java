/// The adapter for Discord: interactions become commands, content becomes components, errors become
/// send results.
@NullMarked
package digestbot.discord;

import org.jspecify.annotations.NullMarked;
