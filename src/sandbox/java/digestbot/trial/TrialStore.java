package digestbot.trial;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.delivery.outbox.DeliveryState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a trial asks of its bot's database.
public final class TrialStore {

    private TrialStore() {}

    public static Optional<Instant> nextDue(Transaction transaction, Instant now) {
        return transaction.findNumber(DeliverySql.of("""
                SELECT min(max(due_at, next_at)) FROM delivery
                WHERE state = {queued} AND next_at IS NOT NULL AND claim = 0 AND max(due_at, next_at) > ?"""), now).map(Instant::ofEpochMilli);
    }

    public static Map<DeliveryState, Long> states(Transaction transaction, DeliveryCause cause) {
        return transaction
                .select("SELECT state, count(*) AS deliveries FROM delivery WHERE cause = ? GROUP BY state", cause.id())
                .map((row, _) -> Map.entry(DeliveryState.of(row.getString("state")), row.getLong("deliveries")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    public static long countInvalidFiles(Transaction transaction) {
        return transaction.number("SELECT count(*) FROM file WHERE problem IS NOT NULL");
    }
}
