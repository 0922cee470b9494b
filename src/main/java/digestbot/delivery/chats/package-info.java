/// Changes of a chat and what they do to its deliveries: subscriptions, a new id, reachability, erasure.
@NullMarked
package digestbot.delivery.chats;

import org.jspecify.annotations.NullMarked;
