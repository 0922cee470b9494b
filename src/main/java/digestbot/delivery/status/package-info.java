/// Counts and states of deliveries, for operators and readers who ask.
@NullMarked
package digestbot.delivery.status;

import org.jspecify.annotations.NullMarked;
