/// Heartbeats of the running bot, and whether all is well with it.
@NullMarked
package digestbot.health;

import org.jspecify.annotations.NullMarked;
