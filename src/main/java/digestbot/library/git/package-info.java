/// A git checkout in the digest folder, which the bot keeps up to date.
@NullMarked
package digestbot.library.git;

import org.jspecify.annotations.NullMarked;
