/// The presses of buttons: a record for each, and the data that a button carries for it.
@NullMarked
package digestbot.button;

import org.jspecify.annotations.NullMarked;
