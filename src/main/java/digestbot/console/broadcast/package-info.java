/// The parts of the pages of broadcasts.
@NullMarked
package digestbot.console.broadcast;

import org.jspecify.annotations.NullMarked;
