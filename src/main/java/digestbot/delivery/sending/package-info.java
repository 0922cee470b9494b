/// Sending: due deliveries are claimed, built into messages, sent part by part, and their results
/// written.
@NullMarked
package digestbot.delivery.sending;

import org.jspecify.annotations.NullMarked;
