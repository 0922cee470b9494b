/// Commands that subscribe and unsubscribe.
@NullMarked
package digestbot.chat.subscribe;

import org.jspecify.annotations.NullMarked;
