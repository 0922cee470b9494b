/// Changes of a chat and their effect on deliveries: subscriptions, migration, reachability,
/// erasure.
@NullMarked
package digestbot.delivery.chats;

import org.jspecify.annotations.NullMarked;
