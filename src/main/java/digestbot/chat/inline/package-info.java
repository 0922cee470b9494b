/// Inline queries: the digests that a person can send into any chat.
@NullMarked
package digestbot.chat.inline;

import org.jspecify.annotations.NullMarked;
