/// The limits of a platform: how many requests go out, to one chat and to all.
@NullMarked
package digestbot.delivery.ratelimit;

import org.jspecify.annotations.NullMarked;
