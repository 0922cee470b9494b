package digestbot.delivery.retries;

import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.PoisonStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Retries failed deliveries that are still wanted, in short transactions, so that a running bot
/// can write in between.
public final class FailedRetries {

    private static final int BATCH_SIZE = 500;

    private final PoisonStore poison = new PoisonStore();
    private final RetryStore store = new RetryStore();
    private final Database database;
    private final InstantSource clock;

    /// The result of a retry.
    ///
    /// @param queued deliveries that a running bot sends within seconds
    /// @param paused deliveries that wait until their chat is reachable
    /// @param skipped deliveries that are not wanted any more: replies, and those that were
    ///     unsubscribed, withdrawn or stopped
    public record RetryCounts(long queued, long paused, long skipped) {

        public boolean isAny() {
            return queued + paused > 0;
        }

        private RetryCounts plus(Optional<DeliveryState> state) {
            return state.isEmpty()
                    ? new RetryCounts(queued, paused, skipped + 1)
                    : state.get() == DeliveryState.QUEUED
                            ? new RetryCounts(queued + 1, paused, skipped)
                            : new RetryCounts(queued, paused + 1, skipped);
        }
    }

    public FailedRetries(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Queues failed deliveries again.
    ///
    /// @param cause the outcome with which they failed; empty for any
    public RetryCounts retry(Optional<String> cause) {
        return retry(cause, _ -> {});
    }

    /// Queues failed deliveries again, and runs an action together with the first of them.
    ///
    /// @param note runs in the transaction that queues the first delivery; never if there is none
    public RetryCounts retry(Optional<String> cause, Consumer<Transaction> note) {
        if (cause.filter(name -> !name.equals(Outcome.POISON.id())).isEmpty()) {
            database.writeWithoutResult(poison::reset);
        }
        return retry((tx, after) -> store.next(tx, after, cause, BATCH_SIZE), note);
    }

    /// Queues the failed deliveries of a digest again, and runs an action together with the first of
    /// them.
    ///
    /// @param note runs in the transaction that queues the first delivery; never if there is none
    public RetryCounts retryDigest(long digest, Consumer<Transaction> note) {
        return retry((tx, after) -> store.nextOfDigest(tx, after, digest, BATCH_SIZE), note);
    }

    /// Finds the next failed deliveries after the one with that number.
    private interface NextFailures {
        List<Long> after(Transaction transaction, long number);
    }

    private RetryCounts retry(NextFailures failures, Consumer<Transaction> note) {
        RetryCounts retried = new RetryCounts(0, 0, 0);
        long after = 0;
        for (List<Long> next = next(failures, after); !next.isEmpty(); next = next(failures, after)) {
            List<Long> some = next;
            RetryCounts before = retried;
            retried = database.write(tx -> {
                RetryCounts now = retry(tx, some, before);
                if (!before.isAny() && now.isAny()) {
                    note.accept(tx);
                }
                return now;
            });
            after = some.getLast();
        }
        return retried;
    }

    private List<Long> next(NextFailures failures, long after) {
        return database.read(tx -> failures.after(tx, after));
    }

    private RetryCounts retry(Transaction transaction, List<Long> deliveries, RetryCounts before) {
        RetryCounts retried = before;
        for (long delivery : deliveries) {
            retried = retried.plus(store.retry(transaction, delivery, clock.instant()));
        }
        return retried;
    }
}
