/// The parser that reads a digest from a file: front matter, sections, points and the source list.
@NullMarked
package digestbot.digest.parser;

import org.jspecify.annotations.NullMarked;
