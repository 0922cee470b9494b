package digestbot.delivery.status;

import static digestbot.delivery.outbox.DeliveryHistoryStore.CANCELLED;
import static digestbot.delivery.outbox.DeliveryHistoryStore.INTERACTED;
import static digestbot.delivery.outbox.DeliveryHistoryStore.PLANNED;
import static digestbot.delivery.outbox.DeliveryHistoryStore.SENT;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The results of a digest's deliveries.
///
/// @param deliveries their number by the name of the outcome
public record DigestTotals(Map<String, Long> deliveries) {

    public DigestTotals {
        deliveries = Map.copyOf(deliveries);
    }

    public static DigestTotals sum(Collection<DigestTotals> all) {
        return all.stream().reduce(new DigestTotals(Map.of()), DigestTotals::plus);
    }

    public DigestTotals plus(DigestTotals other) {
        Map<String, Long> sum = new HashMap<>(deliveries);
        other.deliveries.forEach((outcome, number) -> sum.merge(outcome, number, Long::sum));
        return new DigestTotals(sum);
    }

    private long of(String outcome) {
        return deliveries.getOrDefault(outcome, 0L);
    }

    public long planned() {
        return of(PLANNED);
    }

    public long sent() {
        return of(SENT);
    }

    public long cancelled() {
        return of(CANCELLED);
    }

    /// The deliveries in which a button was pressed.
    public long interacted() {
        return of(INTERACTED);
    }

    /// The failures by the name of their outcome.
    public Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>(deliveries);
        failures.keySet().removeAll(List.of(PLANNED, SENT, CANCELLED, INTERACTED));
        failures.values().removeIf(number -> number == 0);
        return failures;
    }

    public long failed() {
        return failures().values().stream().mapToLong(Long::longValue).sum();
    }

    /// The deliveries that are to be sent, now or later.
    public long open() {
        return planned() - sent() - cancelled() - failed();
    }

    /// The deliveries that should have arrived by now.
    ///
    /// @param later those that are scheduled for later, counted some seconds ago
    public long due(long later) {
        return sent() + failed() + Math.max(0, open() - later);
    }
}
