/// The read API of the site: published digests as JSON, and what an assistant may ask
@NullMarked
package digestbot.api;

import org.jspecify.annotations.NullMarked;
