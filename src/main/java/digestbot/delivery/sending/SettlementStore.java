package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.delivery.chats.ChatMoves;
import digestbot.delivery.corrections.CorrectionStore;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.Priority;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.outbox.Transition.Arrived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Stores the results of claims. Results of claims that were released in the meantime are ignored.
public final class SettlementStore {

    public record Settlement(Claim.ClaimKey key, Transition transition) {

        /// The time of the delivery's progress, if any. Replies and notices do not count: they say
        /// nothing about the backlog, and one of them may be the alarm that nothing is being sent.
        public Optional<Instant> progressAt() {
            return Priority.isInteractive(key.priority()) ? Optional.empty() : transition.progressAt();
        }

        /// Releases a claim before any request was made.
        public static Settlement released(Claim<?> claim, Duration pause, Instant now) {
            return new Settlement(
                    claim.key(), new Transition.Requeued(now.plus(pause), claim.attempts() - 1, Optional.empty()));
        }
    }

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
    private final QueuedDeliveryStore queuedDeliveries = new QueuedDeliveryStore();
    private final ThreadStore threads;
    private final CorrectionStore corrections = new CorrectionStore();

    public SettlementStore(Platform platform, OutboxEvents outboxEvents) {
        this.platform = platform;
        threads = new ThreadStore(outboxEvents);
    }

    public void settle(Transaction transaction, List<Settlement> group) {
        storeLast(transaction, group);
        storeParts(transaction, group);
        storeChanges(transaction, group);
        group.forEach(each -> threads.opened(transaction, each));
        storeSent(transaction, group);
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
            Optional<Arrived> arrived = each.transition().arrived();
            if (arrived.isPresent() && arrived.orElseThrow().change().isEmpty()) {
                Arrived last = arrived.orElseThrow();
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

    private void storeChanges(Transaction transaction, List<Settlement> group) {
        for (Settlement each : group) {
            each.transition()
                    .arrived()
                    .ifPresent(arrived -> arrived.change()
                            .ifPresent(change -> corrections.change(transaction, each.key(), change, arrived)));
        }
    }

    private void storeSent(Transaction transaction, List<Settlement> group) {
        List<DeliveryStore.CompletedClaim> sent = new ArrayList<>();
        for (Settlement each : group) {
            if (each.transition() instanceof Transition.Sent(Arrived last)) {
                sent.add(new DeliveryStore.CompletedClaim(each.key(), last.at()));
            }
        }
        deliveries.settleSent(transaction, sent);
    }

    private void store(Transaction transaction, Claim.ClaimKey key, Transition transition) {
        switch (transition) {
            case Transition.Advanced _, Transition.Sent _, Transition.Resent _ -> {}
            case Transition.Requeued(Instant nextAt, int attempts, Optional<String> why) ->
                requeueWithFollowers(transaction, key, nextAt, attempts, why);
            case Transition.Limited limited -> {
                history.retried(transaction, key.delivery(), outcome(limited.scope()), limited.at());
                requeueWithFollowers(
                        transaction,
                        key,
                        limited.nextAt(),
                        limited.attempts(),
                        Optional.of("the platform asked to wait"));
            }
            case Transition.Retried(
                    Outcome outcome,
                    boolean mayHaveArrived,
                    String why,
                    Instant at,
                    Instant nextAt,
                    int attempts) -> {
                history.retried(transaction, key.delivery(), outcome, at);
                boolean given = mayHaveArrived
                        ? requeue(transaction, key, nextAt, attempts, Optional.of(why))
                        : requeueOrReset(transaction, key, nextAt, attempts, Optional.of(why));
                if (given) {
                    queuedDeliveries.postponeFollowers(transaction, key.delivery(), nextAt);
                }
                if (given && mayHaveArrived) {
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
                if (requeueOrReset(transaction, key, nextAt, attempts, Optional.of("the chat moved to " + to))) {
                    moves.move(transaction, from.chat().platform(), from.chat().id(), to, nextAt);
                }
            }
            case Transition.LeftThread(
                    Destination from,
                    boolean permanent,
                    String why,
                    Instant nextAt,
                    int attempts) -> {
                if (requeueOrReset(transaction, key, nextAt, attempts, Optional.of(why))) {
                    threads.leave(transaction, key, from, permanent, nextAt);
                }
            }
        }
    }

    private static Outcome outcome(LimitScope scope) {
        return switch (scope) {
            case CHAT, UNKNOWN -> Outcome.CHAT_LIMIT;
            case GLOBAL -> Outcome.OVERALL_LIMIT;
        };
    }

    private void storeGone(Transaction transaction, Claim.ClaimKey key, Transition.Unreachable gone) {
        Optional<Long> found = subscriber(transaction, key);
        if (found.isEmpty()) {
            return;
        }
        long subscriber = found.orElseThrow();
        if (gone.attempts() < MAX_ACTIVE_RETRIES
                && subscribers.isActiveSince(transaction, subscriber, gone.requestedAt())) {
            requeueOrReset(transaction, key, gone.at(), gone.attempts(), Optional.of(gone.why()));
        } else if (deliveries.requeueNotice(transaction, key)) {
            // The notice is paused together with the chat's other deliveries.
            queuedDeliveries.pause(transaction, subscriber, gone.why(), gone.at());
        } else if (deliveries.fail(transaction, key, gone.failure(), gone.why(), gone.at())) {
            markUnreachable(transaction, key);
            queuedDeliveries.pause(transaction, subscriber, gone.why(), gone.at());
        }
    }

    private void requeueWithFollowers(
            Transaction transaction, Claim.ClaimKey key, Instant nextAt, int attempts, Optional<String> why) {
        if (requeueOrReset(transaction, key, nextAt, attempts, why)) {
            queuedDeliveries.postponeFollowers(transaction, key.delivery(), nextAt);
        }
    }

    /// Queues the delivery again. A first claim without a sent part is undone completely: the next
    /// one chooses revision, view and language again.
    private boolean requeueOrReset(
            Transaction transaction, Claim.ClaimKey key, Instant nextAt, int attempts, Optional<String> why) {
        boolean given = requeue(transaction, key, nextAt, attempts, why);
        if (given && key.claim() == 1) {
            deliveries.resetUnsent(transaction, key.delivery());
        }
        return given;
    }

    private boolean requeue(
            Transaction transaction, Claim.ClaimKey key, Instant nextAt, int attempts, Optional<String> why) {
        boolean given = deliveries.requeue(transaction, key, nextAt, attempts, why);
        if (given) {
            deliveries.cancelWithdrawn(transaction, key.delivery(), nextAt);
        }
        return given;
    }

    private static void markUnreachable(Transaction transaction, Claim.ClaimKey key) {
        transaction.execute("UPDATE delivery SET unreachable = 1 WHERE number = ?", key.delivery());
    }

    /// The delivery's subscriber; none if the chat was merged or deleted since the claim.
    private static Optional<Long> subscriber(Transaction transaction, Claim.ClaimKey key) {
        return transaction
                .select("SELECT subscriber FROM delivery WHERE number = ?", key.delivery())
                .mapTo(Long.class)
                .findOne();
    }
}
