package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the results of digests and broadcasts by hour. Replies, notices, corrections and
/// withdrawals do not count.
final class HourCountStore {

    private HourCountStore() {}

    /// Some of the results of an hour on a platform.
    record HourCount(Instant hour, Platform platform, Totals totals) {}

    /// @param retried the attempts that were repeated
    /// @param times the time from due to sent
    record Totals(long sent, long retried, long failed, LatencyHistogram times) {

        static Totals of(List<HourCount> hours) {
            return hours.stream()
                    .map(HourCount::totals)
                    .reduce(new Totals(0, 0, 0, LatencyHistogram.EMPTY), Totals::plus);
        }

        private Totals plus(Totals other) {
            return new Totals(
                    sent + other.sent, retried + other.retried, failed + other.failed, times.plus(other.times));
        }

        /// The share of the settled deliveries that failed, from 0 to 1; empty if none was settled.
        Optional<Double> failureRate() {
            long settled = sent + failed;
            return settled == 0 ? Optional.empty() : Optional.of((double) failed / settled);
        }
    }

    /// The hours since the one that contains `from`, the oldest first. An hour has several counts,
    /// or none if nothing happened.
    static List<HourCount> since(Transaction tx, Instant from) {
        return tx.select(
                        DeliverySql.of("SELECT hour, platform, outcome, within, sum(deliveries) AS deliveries"
                                + " FROM delivery_hour WHERE hour > ? AND (cause IN {subscribed} OR cause = {broadcast})"
                                + " GROUP BY hour, platform, outcome, within ORDER BY hour, platform"),
                        from.minus(Duration.ofHours(1)).toEpochMilli())
                .map((row, _) -> new HourCount(
                        Instant.ofEpochMilli(row.getLong("hour")),
                        Platform.of(row.getString("platform")),
                        totals(
                                row.getString("outcome"),
                                Duration.ofMillis(row.getLong("within")),
                                row.getLong("deliveries"))))
                .list();
    }

    private static Totals totals(String outcome, Duration within, long deliveries) {
        if (outcome.equals(DeliveryHistoryStore.SENT)) {
            return new Totals(deliveries, 0, 0, LatencyHistogram.of(within, deliveries));
        }
        return Outcome.of(outcome).filter(Outcome::isFailure).isPresent()
                ? new Totals(0, 0, deliveries, LatencyHistogram.EMPTY)
                : new Totals(0, deliveries, 0, LatencyHistogram.EMPTY);
    }
}
