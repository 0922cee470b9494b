/// A day's overview as a picture: what is said becomes a sheet of marks, and that a PNG. Pure functions; AWT and the
/// fonts are
/// loaded when the first picture is drawn.
@NullMarked
package digestbot.card;

import org.jspecify.annotations.NullMarked;
