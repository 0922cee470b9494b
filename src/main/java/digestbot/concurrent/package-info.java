/// Threads that wait for work and end in time.
@NullMarked
package digestbot.concurrent;

import org.jspecify.annotations.NullMarked;
