package digestbot.console.statistics;

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
