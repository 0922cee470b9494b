/// Digests that pipelines push over HTTP: tokens, limits, and the files in the digest folder
@NullMarked
package digestbot.api.push;

import org.jspecify.annotations.NullMarked;
