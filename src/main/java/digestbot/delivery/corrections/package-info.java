/// Corrections and withdrawals of messages that were delivered.
@NullMarked
package digestbot.delivery.corrections;

import org.jspecify.annotations.NullMarked;
