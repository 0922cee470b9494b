/// An announcement's life: drafted, running, stopped or done.
@NullMarked
package digestbot.broadcast;

import org.jspecify.annotations.NullMarked;
