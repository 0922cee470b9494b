/// The limits of a platform: the number of requests to one chat and to all chats.
@NullMarked
package digestbot.delivery.ratelimit;

import org.jspecify.annotations.NullMarked;
