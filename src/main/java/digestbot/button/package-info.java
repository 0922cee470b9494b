/// Button presses and their encoded data.
@NullMarked
package digestbot.button;

import org.jspecify.annotations.NullMarked;
