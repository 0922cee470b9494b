/// Configuration, the wiring by hand, and the command line.
@NullMarked
package digestbot.app;

import org.jspecify.annotations.NullMarked;
