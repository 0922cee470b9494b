/// The interface of a platform to deliveries, the results of its requests, and their policies.
@NullMarked
package digestbot.delivery.api;

import org.jspecify.annotations.NullMarked;
