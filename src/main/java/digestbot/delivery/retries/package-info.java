/// Retries of failed deliveries by operators.
@NullMarked
package digestbot.delivery.retries;

import org.jspecify.annotations.NullMarked;
