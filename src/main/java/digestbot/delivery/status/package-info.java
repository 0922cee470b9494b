/// Counts and states of deliveries, for operators and readers.
@NullMarked
package digestbot.delivery.status;

import org.jspecify.annotations.NullMarked;
