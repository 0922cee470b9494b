/// The intake: the folder is scanned, files are parsed and checked, and digests are stored.
@NullMarked
package digestbot.library.intake;

import org.jspecify.annotations.NullMarked;
