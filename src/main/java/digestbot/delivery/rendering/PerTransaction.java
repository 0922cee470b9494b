package digestbot.delivery.rendering;

import digestbot.database.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What is known of digests, kept for the duration of a transaction.
final class PerTransaction<V> {

    private final Map<Long, V> known = new HashMap<>();
    private @Nullable Transaction readIn;

    /// @param read reads what is not known yet
    synchronized V get(Transaction transaction, long digest, LongFunction<V> read) {
        if (readIn != transaction) {
            readIn = transaction;
            known.clear();
        }
        return known.computeIfAbsent(digest, read::apply);
    }
}
