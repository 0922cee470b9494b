/// A digest, its topic, perspectives and sources, and how a file's text becomes one.
@NullMarked
package digestbot.digest;

import org.jspecify.annotations.NullMarked;
