/// A digest with its topic, perspectives and sources, and the parser that reads it from a file.
@NullMarked
package digestbot.digest;

import org.jspecify.annotations.NullMarked;
