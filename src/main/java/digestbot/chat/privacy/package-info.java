/// Commands about a reader's own data: what is stored, its export and its deletion.
@NullMarked
package digestbot.chat.privacy;

import org.jspecify.annotations.NullMarked;
