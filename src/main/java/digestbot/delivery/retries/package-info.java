/// Retries of failed deliveries on an operator's word.
@NullMarked
package digestbot.delivery.retries;

import org.jspecify.annotations.NullMarked;
