/// The full-text search in the archive.
@NullMarked
package digestbot.library.search;

import org.jspecify.annotations.NullMarked;
