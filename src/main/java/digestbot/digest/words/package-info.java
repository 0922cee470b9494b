/// The words of texts: how a text is cut into words, and which words or phrases a digest has.
@NullMarked
package digestbot.digest.words;

import org.jspecify.annotations.NullMarked;
