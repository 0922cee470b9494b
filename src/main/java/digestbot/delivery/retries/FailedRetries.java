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

/// Sends again what failed, if that is still wanted. Writes a little at a time, so that a running bot goes on.
public final class FailedRetries {

    private static final int AT_ONCE = 500;

    private final PoisonStore poison = new PoisonStore();
    private final RetryStore store = new RetryStore();
    private final Database database;
    private final InstantSource clock;

    /// The result of a retry.
    ///
    /// @param owed those that a running bot sends within seconds
    /// @param held those that wait until their chat is back
    /// @param left those that nobody wants any more: answers, and what was unsubscribed, withdrawn or stopped
    public record Retried(long owed, long held, long left) {

        /// Tells whether anything comes again.
        public boolean isAny() {
            return owed + held > 0;
        }

        private Retried plus(Optional<DeliveryState> state) {
            return state.isEmpty()
                    ? new Retried(owed, held, left + 1)
                    : state.get() == DeliveryState.QUEUED
                            ? new Retried(owed + 1, held, left)
                            : new Retried(owed, held + 1, left);
        }
    }

    public FailedRetries(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Makes them owed again.
    ///
    /// @param cause what they failed of; empty: of anything
    public Retried retry(Optional<String> cause) {
        return retry(cause, _ -> {});
    }

    /// The same, with a note of it.
    ///
    /// @param note is written in the transaction that makes the first of them owed again; never, if none is
    public Retried retry(Optional<String> cause, Consumer<Transaction> note) {
        if (cause.filter(name -> !name.equals(Outcome.POISON.id())).isEmpty()) {
            database.run(poison::pardon);
        }
        Retried retried = new Retried(0, 0, 0);
        long after = 0;
        for (List<Long> next = next(after, cause); !next.isEmpty(); next = next(after, cause)) {
            List<Long> some = next;
            Retried before = retried;
            retried = database.write(tx -> {
                Retried now = retry(tx, some, before);
                if (!before.isAny() && now.isAny()) {
                    note.accept(tx);
                }
                return now;
            });
            after = some.getLast();
        }
        return retried;
    }

    private List<Long> next(long after, Optional<String> cause) {
        return database.read(tx -> store.next(tx, after, cause, AT_ONCE));
    }

    private Retried retry(Transaction transaction, List<Long> deliveries, Retried before) {
        Retried retried = before;
        for (long delivery : deliveries) {
            retried = retried.plus(store.retry(transaction, delivery, clock.instant()));
        }
        return retried;
    }
}
