package digestbot.delivery.planning;

import digestbot.database.Transaction;
import digestbot.delivery.corrections.CorrectionStore;
import java.time.Instant;

/// Counts the messages that a correction or withdrawal of a digest would change.
public final class ShownMessageCounts {

    /// The number at which counting stops.
    public static final long MAX_COUNTED = 10_000;

    private final CorrectionStore store = new CorrectionStore();

    /// Counts the messages; one more than [#MAX_COUNTED] stands for any number above that.
    public long count(Transaction transaction, long digest, Instant now) {
        return store.shown(transaction, digest, now.minus(Planner.CORRECTION_PERIOD), MAX_COUNTED + 1);
    }
}
