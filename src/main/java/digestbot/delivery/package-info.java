/// What is owed to whom, and its way out: planning, outbox, dispatcher, rate limits.
@NullMarked
package digestbot.delivery;

import org.jspecify.annotations.NullMarked;
