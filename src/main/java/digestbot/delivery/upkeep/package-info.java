/// Removal of old deliveries and of chats that have been inactive for long.
@NullMarked
package digestbot.delivery.upkeep;

import org.jspecify.annotations.NullMarked;
