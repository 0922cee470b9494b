package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.chats.ChatMoves;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.PartChange;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.DeliveryStore.NewMessage;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.StoredContent;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Arrived;
import digestbot.delivery.outbox.Transition.Settlement;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Stores the results of claims. Results of claims that were released in the meantime are ignored.
public final class SettlementStore {

    /// In a group, members write all the time even if the bot is not allowed to.
    private static final int MAX_ACTIVE_RETRIES = 3;

    private static final String ARRIVED = DeliverySql.of("""
            UPDATE part SET message_id = ?, sent_at = ? WHERE delivery = ? AND ordinal = ?
            AND EXISTS (SELECT 1 FROM delivery WHERE number = ? AND claim = ? AND state = {in_flight})
            """);

    private final Platform platform;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final ChatMoves moves = new ChatMoves();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final DeliveryHistoryStore history = new DeliveryHistoryStore();
    private final OutboxEvents outboxEvents;
    private final Threads threads = new Threads();

    public SettlementStore(Platform platform, OutboxEvents outboxEvents) {
        this.platform = platform;
        this.outboxEvents = outboxEvents;
    }

    public void settle(Transaction transaction, List<Settlement> group) {
        storeLast(transaction, group);
        storeParts(transaction, group);
        storeChanges(transaction, group);
        group.forEach(each -> threads.opened(transaction, each));
        deliveries.settleSent(transaction, group);
        for (Settlement each : group) {
            store(transaction, each.key(), each.transition());
        }
    }

    /// Stores the time of the last progress. One row per platform is cheaper than an index over all
    /// settled deliveries.
    private void storeLast(Transaction transaction, List<Settlement> group) {
        Optional<Instant> last =
                group.stream().flatMap(each -> each.progressAt().stream()).max(Comparator.naturalOrder());
        if (last.isPresent()) {
            var store = new BatchStatement(transaction, """
                    INSERT INTO last_settled (platform, at) VALUES (?, ?)
                    ON CONFLICT (platform) DO UPDATE SET at = excluded.at
                    """);
            store.add(platform.id(), last.get().toEpochMilli());
            store.execute();
        }
    }

    private static void storeParts(Transaction transaction, List<Settlement> group) {
        var parts = new BatchStatement(transaction, ARRIVED);
        for (Settlement each : group) {
            if (each.transition() instanceof Arrived last && last.change().isEmpty()) {
                parts.add(
                        last.messageId(),
                        last.at().toEpochMilli(),
                        last.part().delivery(),
                        last.part().ordinal(),
                        each.key().delivery(),
                        each.key().claim());
            }
        }
        parts.execute();
    }

    private static void storeChanges(Transaction transaction, List<Settlement> group) {
        for (Settlement each : group) {
            if (each.transition() instanceof Arrived arrived) {
                arrived.change().ifPresent(change -> change(transaction, each.key(), change, arrived));
            }
        }
    }

    private static void change(Transaction transaction, Claim.ClaimKey key, PartChange change, Arrived arrived) {
        boolean holds = transaction.isTrue(DeliverySql.of("""
                        SELECT EXISTS (SELECT 1 FROM delivery
                        WHERE number = ? AND claim = ? AND state = {in_flight})"""), key.delivery(), key.claim());
        if (!holds) {
            return;
        }
        switch (change) {
            // Only if no button press changed the view in the meantime.
            case PartChange.Updated(Part(long delivery, int ordinal), String was, String view, int revision) ->
                transaction.execute(
                        "UPDATE part SET view = ?, revision = ? WHERE delivery = ? AND ordinal = ? AND view = ?",
                        view,
                        revision,
                        delivery,
                        ordinal,
                        was);
            case PartChange.Added(Part(long delivery, int ordinal), String view, int revision) ->
                transaction.execute("""
                        INSERT INTO part (delivery, ordinal, view, message_id, sent_at, revision)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""", delivery, ordinal, view, arrived.messageId(), arrived.at(), revision);
            case PartChange.Noticed(Part(long delivery, int _)) ->
                transaction.execute("UPDATE delivery SET may_have_arrived = 0 WHERE number = ?", delivery);
            case PartChange.Removed(Part(long delivery, int ordinal)) ->
                transaction.execute("DELETE FROM part WHERE delivery = ? AND ordinal = ?", delivery, ordinal);
        }
    }

    private void store(Transaction transaction, Claim.ClaimKey key, Transition transition) {
        switch (transition) {
            case Arrived _, Transition.Resent _ -> {}
            case Transition.Requeued again -> {
                again.outcome().ifPresent(outcome -> history.retried(transaction, key.delivery(), outcome, again.at()));
                boolean given = requeue(
                        transaction, key, again.nextAt(), again.attempts(), again.why(), again.mayHaveArrived());
                if (given && key.priority() != Priority.REPLIES) { // replies keep their turns
                    deliveries.postponeFollowers(transaction, key.delivery(), again.nextAt());
                }
                if (given && again.mayHaveArrived()) {
                    deliveries.mayHaveArrived(transaction, key.delivery());
                }
            }
            case Transition.Failed(Outcome failure, String why, Instant at) ->
                deliveries.fail(transaction, key, failure, why, at);
            case Transition.Unreachable gone -> {
                if (gone.onlyOutsideThreads() && threads.hasThreadSubscriptions(transaction, key)) {
                    deliveries.fail(transaction, key, gone.failure(), gone.why(), gone.at());
                } else {
                    storeGone(transaction, key, gone);
                }
            }
            case Transition.Moved(Destination from, long to, Instant nextAt, int attempts) -> {
                if (requeue(transaction, key, nextAt, attempts, Optional.of("the chat moved to " + to), false)) {
                    moves.move(transaction, from.chat().platform(), from.chat().id(), to, nextAt);
                }
            }
            case Transition.LeftThread(
                    Destination from,
                    boolean permanent,
                    String why,
                    Instant nextAt,
                    int attempts) -> {
                if (requeue(transaction, key, nextAt, attempts, Optional.of(why), false)) {
                    threads.leave(transaction, key, from, permanent, nextAt);
                }
            }
        }
    }

    private void storeGone(Transaction transaction, Claim.ClaimKey key, Transition.Unreachable gone) {
        Optional<Long> found = subscriber(transaction, key);
        if (found.isEmpty()) {
            return;
        }
        long subscriber = found.orElseThrow();
        if (gone.attempts() < MAX_ACTIVE_RETRIES
                && subscribers.isActiveSince(transaction, subscriber, gone.requestedAt())) {
            requeue(transaction, key, gone.at(), gone.attempts(), Optional.of(gone.why()), false);
        } else if (deliveries.requeueNotice(transaction, key)) {
            // The notice is paused together with the chat's other deliveries.
            deliveries.pause(transaction, subscriber, gone.why(), gone.at());
        } else if (deliveries.fail(transaction, key, gone.failure(), gone.why(), gone.at())) {
            transaction.execute("UPDATE delivery SET unreachable = 1 WHERE number = ?", key.delivery());
            deliveries.pause(transaction, subscriber, gone.why(), gone.at());
        }
    }

    /// Queues the delivery again. A first claim of which nothing has arrived is undone completely:
    /// the next one chooses revision, view and language again.
    private boolean requeue(
            Transaction transaction,
            Claim.ClaimKey key,
            Instant nextAt,
            int attempts,
            Optional<String> why,
            boolean mayHaveArrived) {
        boolean given = deliveries.requeue(transaction, key, nextAt, attempts, why);
        if (given) {
            deliveries.cancelUnwanted(transaction, key.delivery(), nextAt);
        }
        if (given && !mayHaveArrived && key.claim() == 1) {
            deliveries.resetUnsent(transaction, key.delivery());
        }
        return given;
    }

    /// The delivery's subscriber; none if the chat was merged or deleted since the claim.
    private static Optional<Long> subscriber(Transaction transaction, Claim.ClaimKey key) {
        return transaction.findNumber("SELECT subscriber FROM delivery WHERE number = ?", key.delivery());
    }

    /// Where a chat has several threads: which one a subscription is delivered to.
    private final class Threads {

        private static final String WAITING = DeliverySql.of("""
                SELECT number FROM delivery
                WHERE subscriber = :subscriber AND thread = :thread AND {chat_queue}
                UNION ALL SELECT number FROM delivery WHERE subscriber = :subscriber AND thread = :thread AND state = {paused}
                """);

        /// Redirects further parts and planned corrections to the thread that a part opened.
        void opened(Transaction transaction, Settlement settlement) {
            if (!(settlement.transition() instanceof Arrived arrived)
                    || arrived.thread().isEmpty()) {
                return;
            }
            long thread = arrived.thread().getAsLong();
            int claimed = transaction.execute(
                    DeliverySql.of(
                            "UPDATE delivery SET thread = ? WHERE number = ? AND claim = ? AND state = {in_flight}"),
                    thread,
                    settlement.key().delivery(),
                    settlement.key().claim());
            if (claimed > 0) {
                transaction.execute(
                        "UPDATE delivery SET thread = ? WHERE corrects = ?",
                        thread,
                        settlement.key().delivery());
            }
        }

        /// Redirects the delivery to the parent chat, which is notified; if permanent, the thread's
        /// subscriptions and other deliveries too.
        void leave(Transaction transaction, Claim.ClaimKey key, Destination from, boolean permanent, Instant now) {
            transaction.execute("UPDATE delivery SET thread = 0 WHERE number = ?", key.delivery());
            long subscriber = subscriber(transaction, key).orElseThrow();
            List<String> topics = permanent
                    ? move(transaction, subscriber, from.thread())
                    : markNotified(transaction, subscriber, from.thread());
            if (!topics.isEmpty()) {
                String language = transaction
                        .findString("SELECT language FROM subscriber WHERE number = ?", subscriber)
                        .orElseThrow();
                Texts texts = Texts.of(language);
                String text = permanent ? "thread-deleted" : "thread-closed";
                notifyChat(
                        transaction, subscriber, from, texts.format(text, texts.list(names(transaction, topics))), now);
            }
        }

        private void notifyChat(Transaction transaction, long subscriber, Destination from, String text, Instant now) {
            var content = StoredContent.of(Content.text(text, List.of()));
            deliveries.enqueue(
                    transaction,
                    subscriber,
                    new Destination(from.chat(), 0),
                    NewMessage.of(DeliveryCause.REPLY, content),
                    now,
                    now);
            outboxEvents.notifyAfterCommit(transaction);
        }

        /// Moves all subscriptions and deliveries of the thread to its chat, and returns the topics.
        /// The subscription to followed words has none.
        private static List<String> move(Transaction transaction, long subscriber, long thread) {
            transaction.execute(
                    "UPDATE subscriber SET all_topics_thread = 0 WHERE number = ? AND all_topics_thread = ?",
                    subscriber,
                    thread);
            transaction
                    .update("UPDATE delivery SET thread = 0 WHERE number IN (" + WAITING + ")")
                    .bind("subscriber", subscriber)
                    .bind("thread", thread)
                    .execute();
            return transaction
                    .strings(
                            "UPDATE subscription SET thread = 0 WHERE subscriber = ? AND thread = ? RETURNING topic",
                            subscriber,
                            thread)
                    .stream()
                    .filter(Objects::nonNull)
                    .toList();
        }

        /// The thread's topics for which the chat has not been notified yet.
        private static List<String> markNotified(Transaction transaction, long subscriber, long thread) {
            return transaction.strings("""
                    UPDATE subscription SET notified_thread = thread
                    WHERE subscriber = ? AND thread = ? AND notified_thread <> thread
                    AND topic IS NOT NULL RETURNING topic""", subscriber, thread);
        }

        private static List<String> names(Transaction transaction, List<String> topics) {
            return transaction
                    .select("SELECT name FROM topic WHERE id IN (<topics>) ORDER BY name")
                    .bindList("topics", topics)
                    .mapTo(String.class)
                    .list();
        }

        boolean hasThreadSubscriptions(Transaction transaction, Claim.ClaimKey key) {
            return transaction.isTrue("""
                    SELECT EXISTS (SELECT 1 FROM subscription s JOIN delivery d ON d.subscriber = s.subscriber
                    WHERE d.number = ? AND s.thread <> 0)""", key.delivery());
        }
    }
}
