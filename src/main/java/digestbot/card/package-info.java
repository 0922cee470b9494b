/// The picture of a digest: text is laid out as shapes, and the shapes are painted as a PNG. The
/// only package that uses AWT and the fonts.
@NullMarked
package digestbot.card;

import org.jspecify.annotations.NullMarked;
