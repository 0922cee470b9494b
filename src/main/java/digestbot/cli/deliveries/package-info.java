/// `digestbot deliveries`: the queue, the failures, and retries.
@NullMarked
package digestbot.cli.deliveries;

import org.jspecify.annotations.NullMarked;
