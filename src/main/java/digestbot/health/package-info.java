/// Heartbeats, readiness and alarms of the running bot.
@NullMarked
package digestbot.health;

import org.jspecify.annotations.NullMarked;
