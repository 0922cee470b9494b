/// The views of a digest (overview, perspective, side by side, sources, changes) as content. Pure
/// functions.
@NullMarked
package digestbot.content.views;

import org.jspecify.annotations.NullMarked;
