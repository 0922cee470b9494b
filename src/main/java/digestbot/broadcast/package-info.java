/// The life of a broadcast: draft, scheduled, running, paused, stopped, done or withdrawn.
@NullMarked
package digestbot.broadcast;

import org.jspecify.annotations.NullMarked;
