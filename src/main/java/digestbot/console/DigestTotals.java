package digestbot.console;

import java.util.Map;
import java.util.TreeMap;

/// The results of a digest's deliveries.
///
/// @param failed the failures by the name of their outcome
/// @param interacted the deliveries in which a button was pressed
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

    /// The deliveries that are to be sent, now or later.
    public long open() {
        return planned - sent - cancelled - allFailed();
    }

    /// The deliveries that should have arrived by now.
    ///
    /// @param later those that are scheduled for later, counted some seconds ago
    public long due(long later) {
        return sent + allFailed() + Math.max(0, open() - later);
    }
}
