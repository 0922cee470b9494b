package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import java.util.EnumMap;
import java.util.Map;

/// Reads the results of a digest's deliveries.
public final class DigestTotalStore {

    public Map<Platform, DigestTotals> byPlatform(Transaction transaction, long digest) {
        Map<Platform, DigestTotals> totals = new EnumMap<>(Platform.class);
        transaction
                .select("SELECT platform, outcome, deliveries FROM digest_total WHERE digest = ?", digest)
                .map((row, _) -> Map.entry(
                        Platform.of(row.getString("platform")),
                        of(row.getString("outcome"), row.getLong("deliveries"))))
                .forEach(entry -> totals.merge(entry.getKey(), entry.getValue(), DigestTotals::plus));
        return totals;
    }

    public DigestTotals of(Transaction transaction, long digest) {
        return byPlatform(transaction, digest).values().stream().reduce(DigestTotals.NONE, DigestTotals::plus);
    }

    private static DigestTotals of(String outcome, long deliveries) {
        if (outcome.equals(DeliveryHistoryStore.PLANNED)) {
            return new DigestTotals(deliveries, 0, 0, Map.of(), 0);
        }
        if (outcome.equals(DeliveryHistoryStore.SENT)) {
            return new DigestTotals(0, deliveries, 0, Map.of(), 0);
        }
        if (outcome.equals(DeliveryHistoryStore.CANCELLED)) {
            return new DigestTotals(0, 0, deliveries, Map.of(), 0);
        }
        return outcome.equals(DeliveryHistoryStore.INTERACTED)
                ? new DigestTotals(0, 0, 0, Map.of(), deliveries)
                : new DigestTotals(0, 0, 0, Map.of(outcome, deliveries), 0);
    }
}
