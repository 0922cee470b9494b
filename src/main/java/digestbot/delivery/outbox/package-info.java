/// The outbox: deliveries that are not settled yet, their content, claims and settlements.
@NullMarked
package digestbot.delivery.outbox;

import org.jspecify.annotations.NullMarked;
