/// The composition root, wired by hand.
@NullMarked
package digestbot.app;

import org.jspecify.annotations.NullMarked;
