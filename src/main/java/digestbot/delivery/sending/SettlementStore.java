package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.audience.SubscriberStore;
import digestbot.database.BatchStatement;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.chats.ChatMoves;
import digestbot.delivery.corrections.CorrectionStore;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.outbox.QueuedDeliveryStore;
import digestbot.delivery.outbox.RequeueStore;
import digestbot.delivery.outbox.Settlement;
import digestbot.delivery.outbox.Settlement.Arrived;
import digestbot.delivery.outbox.Settlement.Ending;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Stores how claims ended. What belongs to a claim that was taken back meanwhile is left out.
public final class SettlementStore {

    private static final String STILL_CLAIMED = " AND number = ? AND claim = ? AND state = 'in_flight'";

    /// In a group, others write all the time, also where the bot may not.
    private static final int MOST_HEARD = 3;

    private final Platform platform;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final ChatMoves moves = new ChatMoves();
    private final RequeueStore returns = new RequeueStore();
    private final QueuedDeliveryStore owed = new QueuedDeliveryStore();
    private final ThreadStore threads;
    private final CorrectionStore corrections = new CorrectionStore();

    /// @param bell rung when something is to be said
    public SettlementStore(Platform platform, OutboxEvents bell) {
        this.platform = platform;
        threads = new ThreadStore(bell);
    }

    public void settle(Transaction transaction, List<Settlement> group) {
        storeLast(transaction, group);
        storeParts(transaction, group);
        storeChanges(transaction, group);
        group.forEach(each -> threads.opened(transaction, each));
        storeSent(transaction, group);
        for (Settlement each : group) {
            each.ending().ifPresent(ending -> store(transaction, each.key(), ending));
        }
    }

    /// An index of all that was settled would cost each delivery something; this costs each group.
    private void storeLast(Transaction transaction, List<Settlement> group) {
        Optional<Instant> last =
                group.stream().flatMap(each -> each.movedAt().stream()).max(Comparator.naturalOrder());
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
        var parts = new BatchStatement(transaction, """
                UPDATE part SET message_id = ?, sent_at = ? WHERE delivery = ? AND ordinal = ?
                AND EXISTS (SELECT 1 FROM delivery WHERE number = ? AND claim = ? AND state = 'in_flight')
                """);
        for (Settlement each : group) {
            Optional<Arrived> arrived = each.arrived();
            if (arrived.isPresent() && arrived.orElseThrow().change().isEmpty()) {
                Arrived part = arrived.orElseThrow();
                parts.add(
                        part.messageId(),
                        part.at().toEpochMilli(),
                        each.key().delivery(),
                        part.ordinal(),
                        each.key().delivery(),
                        each.key().claim());
            }
        }
        parts.execute();
    }

    private void storeChanges(Transaction transaction, List<Settlement> group) {
        for (Settlement each : group) {
            each.arrived()
                    .ifPresent(arrived -> arrived.change()
                            .ifPresent(change -> corrections.change(transaction, each.key(), change, arrived)));
        }
    }

    private static void storeSent(Transaction transaction, List<Settlement> group) {
        var sent = new BatchStatement(
                transaction,
                "UPDATE delivery SET state = 'sent', lease_until = NULL, reason = NULL, settled_at = ? WHERE TRUE"
                        + STILL_CLAIMED);
        for (Settlement each : group) {
            if (each.ending().isPresent() && each.ending().orElseThrow() instanceof Ending.Sent(Instant at)) {
                sent.add(at.toEpochMilli(), each.key().delivery(), each.key().claim());
            }
        }
        sent.execute();
    }

    private void store(Transaction transaction, Claim.Key key, Ending ending) {
        switch (ending) {
            case Ending.Sent _ -> {}
            case Ending.Owed(Instant nextAt, int attempts, Optional<String> why) -> {
                if (giveBackUnsent(transaction, key, nextAt, attempts, why)) {
                    owed.postponeFollowers(transaction, key.delivery(), nextAt);
                }
            }
            case Ending.Again(Outcome _, boolean mayHaveArrived, String why, Instant nextAt, int attempts) -> {
                boolean given = mayHaveArrived
                        ? giveBack(transaction, key, nextAt, attempts, Optional.of(why))
                        : giveBackUnsent(transaction, key, nextAt, attempts, Optional.of(why));
                if (given) {
                    owed.postponeFollowers(transaction, key.delivery(), nextAt);
                }
            }
            case Ending.Failed(Outcome failure, String why, Instant at) ->
                fail(transaction.handle(), key, failure, why, at);
            case Ending.Gone gone -> storeGone(transaction, key, gone);
            case Ending.ShutOut(Ending.Gone gone) -> {
                if (!threads.hasOthers(transaction, key)) {
                    storeGone(transaction, key, gone);
                } else {
                    fail(transaction.handle(), key, gone.failure(), gone.why(), gone.at());
                }
            }
            case Ending.Moved(Destination from, long to, Instant nextAt, int attempts) -> {
                if (giveBackUnsent(transaction, key, nextAt, attempts, Optional.of("the chat moved to " + to))) {
                    moves.move(transaction, from.chat().platform(), from.chat().id(), to, nextAt);
                }
            }
            case Ending.LeftThread(Destination from, boolean forGood, String why, Instant nextAt, int attempts) -> {
                if (giveBackUnsent(transaction, key, nextAt, attempts, Optional.of(why))) {
                    threads.leave(transaction, key, from, forGood, nextAt);
                }
            }
        }
    }

    private void storeGone(Transaction transaction, Claim.Key key, Ending.Gone gone) {
        Handle handle = transaction.handle();
        Optional<Long> found = subscriber(handle, key);
        if (found.isEmpty()) {
            return;
        }
        long subscriber = found.orElseThrow();
        if (gone.attempts() < MOST_HEARD && subscribers.isHeardSince(transaction, subscriber, gone.begun())) {
            giveBackUnsent(transaction, key, gone.at(), gone.attempts(), Optional.of(gone.why()));
        } else if (keepNotice(handle, key)) {
            owed.pause(transaction, subscriber, gone.why(), gone.at());
        } else if (fail(handle, key, gone.failure(), gone.why(), gone.at())) {
            markUnreachable(handle, key);
            owed.pause(transaction, subscriber, gone.why(), gone.at());
        }
    }

    /// A first claim of which nothing arrived fixes nothing.
    private boolean giveBackUnsent(
            Transaction transaction, Claim.Key key, Instant nextAt, int attempts, Optional<String> why) {
        boolean given = giveBack(transaction, key, nextAt, attempts, why);
        if (given && key.claim() == 1) {
            returns.beginAnew(transaction, key.delivery());
        }
        return given;
    }

    private boolean giveBack(
            Transaction transaction, Claim.Key key, Instant nextAt, int attempts, Optional<String> why) {
        boolean given = transaction
                        .handle()
                        .createUpdate("UPDATE delivery SET state = " + RequeueStore.OWED_OR_HELD
                                + ", lease_until = NULL, next_at = ?, attempts = ?, reason = ? WHERE TRUE"
                                + STILL_CLAIMED)
                        .bind(0, nextAt.toEpochMilli())
                        .bind(1, attempts)
                        .bind(2, why)
                        .bind(3, key.delivery())
                        .bind(4, key.claim())
                        .execute()
                > 0;
        if (given) {
            returns.cancelWithdrawn(transaction, key.delivery(), nextAt);
        }
        return given;
    }

    private static boolean fail(Handle handle, Claim.Key key, Outcome failure, String why, Instant at) {
        return handle.execute(
                        "UPDATE delivery SET state = 'failed', lease_until = NULL, failure = ?, reason = ?,"
                                + " settled_at = ? WHERE TRUE"
                                + STILL_CLAIMED,
                        failure.id(),
                        why,
                        at.toEpochMilli(),
                        key.delivery(),
                        key.claim())
                > 0;
    }

    /// A notice waits for whoever cannot be reached: it is owed again, and so held when they are paused.
    private static boolean keepNotice(Handle handle, Claim.Key key) {
        return handle.execute(
                        "UPDATE delivery SET state = 'queued', lease_until = NULL, attempts = 0 WHERE cause = 'notice'"
                                + STILL_CLAIMED,
                        key.delivery(),
                        key.claim())
                > 0;
    }

    private static void markUnreachable(Handle handle, Claim.Key key) {
        handle.execute("UPDATE delivery SET unreachable = 1 WHERE number = ?", key.delivery());
    }

    /// The chat may have been merged into another one since the claim, or forgotten.
    private static Optional<Long> subscriber(Handle handle, Claim.Key key) {
        return handle.createQuery("SELECT subscriber FROM delivery WHERE number = ?")
                .bind(0, key.delivery())
                .mapTo(Long.class)
                .findOne();
    }
}
