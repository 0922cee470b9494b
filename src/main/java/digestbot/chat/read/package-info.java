/// Commands that show digests.
@NullMarked
package digestbot.chat.read;

import org.jspecify.annotations.NullMarked;
