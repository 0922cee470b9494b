package digestbot.console.statistics;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What became of the deliveries of a digest.
///
/// @param planned how many were planned
/// @param failed how many failed, by the name of the outcome
/// @param interacted in how many deliveries a button was pressed
public record DigestTotals(long planned, long sent, long cancelled, Map<String, Long> failed, long interacted) {

    public static final DigestTotals NONE = new DigestTotals(0, 0, 0, Map.of(), 0);

    public DigestTotals {
        failed = Map.copyOf(failed);
    }

    /// The totals on each platform on which deliveries were planned.
    public static Map<Platform, DigestTotals> byPlatform(Transaction transaction, long digest) {
        Map<Platform, DigestTotals> totals = new EnumMap<>(Platform.class);
        transaction
                .select("SELECT platform, outcome, deliveries FROM digest_total WHERE digest = ?", digest)
                .map((row, _) -> Map.entry(
                        Platform.of(row.getString("platform")),
                        of(row.getString("outcome"), row.getLong("deliveries"))))
                .forEach(entry -> totals.merge(entry.getKey(), entry.getValue(), DigestTotals::plus));
        return totals;
    }

    /// The totals on all platforms.
    public static DigestTotals of(Transaction transaction, long digest) {
        return byPlatform(transaction, digest).values().stream().reduce(NONE, DigestTotals::plus);
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

    public DigestTotals plus(DigestTotals other) {
        Map<String, Long> allFailed = new TreeMap<>(failed);
        other.failed.forEach((outcome, deliveries) -> allFailed.merge(outcome, deliveries, Long::sum));
        return new DigestTotals(
                planned + other.planned,
                sent + other.sent,
                cancelled + other.cancelled,
                allFailed,
                interacted + other.interacted);
    }

    /// How many failed for any reason.
    public long allFailed() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How many are to be sent, now or later.
    public long scheduled() {
        return planned - sent - cancelled - allFailed();
    }

    /// How many are wanted: all that were planned and not cancelled.
    public long wanted() {
        return planned - cancelled;
    }
}
