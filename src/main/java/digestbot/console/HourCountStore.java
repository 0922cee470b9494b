package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the results of digests and broadcasts by hour. Replies, notices, corrections and
/// withdrawals do not count.
public final class HourCountStore {

    /// The results of one hour on a platform, or of several hours.
    ///
    /// @param retried the attempts that were repeated
    /// @param times the time from due to sent
    public record HourCount(
            Instant hour, Platform platform, long sent, long retried, long failed, LatencyHistogram times) {}

    public record Totals(long sent, long retried, long failed, LatencyHistogram times) {

        public static Totals of(List<HourCount> hours) {
            return new Totals(
                    hours.stream().mapToLong(HourCount::sent).sum(),
                    hours.stream().mapToLong(HourCount::retried).sum(),
                    hours.stream().mapToLong(HourCount::failed).sum(),
                    hours.stream().map(HourCount::times).reduce(LatencyHistogram.EMPTY, LatencyHistogram::plus));
        }

        /// The share of the settled deliveries that failed, from 0 to 1; empty if none was settled.
        public Optional<Double> failureRate() {
            long settled = sent + failed;
            return settled == 0 ? Optional.empty() : Optional.of((double) failed / settled);
        }
    }

    /// The hours since the one that contains `from`, the oldest first. Hours in which nothing
    /// happened are missing.
    public List<HourCount> since(Transaction transaction, Instant from) {
        return transaction
                .select(
                        DeliverySql.of("SELECT hour, platform, outcome, within, sum(deliveries) AS deliveries"
                                + " FROM delivery_hour WHERE hour > ? AND (cause IN {subscribed} OR cause = {broadcast})"
                                + " GROUP BY hour, platform, outcome, within ORDER BY hour, platform"),
                        from.minus(Duration.ofHours(1)).toEpochMilli())
                .map((row, _) -> count(
                        Instant.ofEpochMilli(row.getLong("hour")),
                        Platform.of(row.getString("platform")),
                        row.getString("outcome"),
                        Duration.ofMillis(row.getLong("within")),
                        row.getLong("deliveries")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(count -> List.of(count.hour(), count.platform())))
                .values()
                .stream()
                .map(HourCountStore::sum)
                .sorted(Comparator.comparing(HourCount::hour).thenComparing(HourCount::platform))
                .toList();
    }

    private static HourCount count(Instant hour, Platform platform, String outcome, Duration within, long deliveries) {
        if (outcome.equals(DeliveryHistoryStore.SENT)) {
            return new HourCount(hour, platform, deliveries, 0, 0, LatencyHistogram.of(within, deliveries));
        }
        boolean failed = Outcome.of(outcome).filter(Outcome::isFailure).isPresent();
        return new HourCount(
                hour, platform, 0, failed ? 0 : deliveries, failed ? deliveries : 0, LatencyHistogram.EMPTY);
    }

    private static HourCount sum(List<HourCount> counts) {
        Totals totals = Totals.of(counts);
        HourCount first = counts.getFirst();
        return new HourCount(
                first.hour(), first.platform(), totals.sent(), totals.retried(), totals.failed(), totals.times());
    }
}
