/// The archive: every digest ever received, its revisions, topics and languages.
@NullMarked
package digestbot.library.archive;

import org.jspecify.annotations.NullMarked;
