package digestbot.delivery.chats;

import digestbot.audience.HiddenOutletStore;
import digestbot.audience.Platform;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.WordStore;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.FanOutStore;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import java.time.Instant;
import java.util.Optional;

/// Handles a chat whose id has changed: all of its rows are moved to the new id, or merged with the
/// rows that the new id already has.
public final class ChatMoves {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
    private final WordStore words = new WordStore();
    private final HiddenOutletStore hiddenOutlets = new HiddenOutletStore();
    private final ChatMoveStore deliveries = new ChatMoveStore();
    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final FanOutStore fanOuts = new FanOutStore();

    /// Moves the chat. Does nothing if the old id is unknown.
    public void move(Transaction transaction, Platform platform, long from, long to, Instant now) {
        Optional<Subscriber> old = subscribers.find(transaction, platform, from);
        if (old.isEmpty() || from == to) {
            return;
        }
        Optional<Subscriber> present = subscribers.find(transaction, platform, to);
        if (present.isEmpty()) {
            subscribers.setChat(transaction, old.orElseThrow().number(), to);
        } else {
            merge(transaction, old.orElseThrow().number(), present.orElseThrow().number(), now);
        }
        Subscriber remaining = present.or(() -> old).orElseThrow();
        deliveries.noteMove(transaction, remaining.number(), now);
        if (remaining.isStopped()) {
            queuedDeliveries.stop(transaction, remaining.number(), now);
        } else {
            // A chat that moved is reachable, whatever its old or new record says.
            queuedDeliveries.resume(transaction, remaining.number(), now);
        }
    }

    private void merge(Transaction transaction, long old, long present, Instant now) {
        for (SubscriptionStore.SubscriptionWithTopic listed : subscriptions.of(transaction, old)) {
            Subscription moving = listed.subscription();
            Optional<Subscription> same = subscriptions.find(transaction, present, moving.topic());
            if (same.isEmpty()) {
                subscriptions.setSubscriber(transaction, moving.number(), present);
            } else {
                deliveries.mergeItems(transaction, moving, same.orElseThrow(), now);
                subscriptions.delete(transaction, moving.number());
            }
        }
        subscriptions.toWords(transaction, old).ifPresent(followed -> {
            if (subscriptions.toWords(transaction, present).isEmpty()) {
                subscriptions.setSubscriber(transaction, followed.number(), present);
            } else {
                queuedDeliveries.cancel(transaction, followed, now);
                subscriptions.delete(transaction, followed.number());
            }
        });
        words.move(transaction, old, present);
        fanOuts.mergeDuplicates(transaction, old, present, now);
        deliveries.moveAll(transaction, old, present);
        hiddenOutlets.move(transaction, old, present);
        subscribers.delete(transaction, old);
    }
}
