/// What a platform has to offer to deliveries, and what a request to it can result in.
@NullMarked
package digestbot.delivery.api;

import org.jspecify.annotations.NullMarked;
