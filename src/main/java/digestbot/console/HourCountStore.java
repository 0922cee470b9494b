package digestbot.console;

import digestbot.audience.Platform;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.DeliveryHistoryStore;
import digestbot.delivery.outbox.DeliveryHistoryStore.DeliveryTime;
import digestbot.delivery.outbox.DeliverySql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the results of digests and broadcasts by hour. Replies, notices, corrections and
/// withdrawals do not count.
final class HourCountStore {

    private HourCountStore() {}

    /// Part of the results of an hour on a platform.
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
        return tx.select(DeliverySql.of("""
                                SELECT hour, platform, outcome, within, sum(deliveries) AS deliveries
                                FROM delivery_hour WHERE hour > ? AND (cause IN {subscribed} OR cause = {broadcast})
                                GROUP BY hour, platform, outcome, within ORDER BY hour, platform"""), from.minus(Duration.ofHours(1)))
                .map((row, _) -> new HourCount(
                        Instant.ofEpochMilli(row.getLong("hour")),
                        Platform.of(row.getString("platform")),
                        totals(
                                row.getString("outcome"),
                                Duration.ofMillis(row.getLong("within")),
                                row.getLong("deliveries"))))
                .list();
    }

    /// The messages of broadcasts since the hour that contains `from`.
    static long broadcastMessages(Transaction tx, Instant from) {
        return tx.number(DeliverySql.of("""
                                SELECT CAST(coalesce(sum(deliveries), 0) AS BIGINT) FROM delivery_hour
                                WHERE hour > ? AND cause = {broadcast} AND outcome = ?"""), from.minus(Duration.ofHours(1)), DeliveryHistoryStore.SENT);
    }

    private static Totals totals(String outcome, Duration within, long deliveries) {
        if (outcome.equals(DeliveryHistoryStore.SENT)) {
            return new Totals(deliveries, 0, 0, LatencyHistogram.of(within, deliveries));
        }
        return Outcome.of(outcome).filter(Outcome::isFailure).isPresent()
                ? new Totals(0, 0, deliveries, LatencyHistogram.EMPTY)
                : new Totals(0, deliveries, 0, LatencyHistogram.EMPTY);
    }

    /// The times of deliveries.
    ///
    /// @param counts the number of deliveries in each bucket of [DeliveryTime#LIMITS]
    record LatencyHistogram(List<Long> counts) {

        static final LatencyHistogram EMPTY = new LatencyHistogram(Collections.nCopies(DeliveryTime.LIMITS.size(), 0L));

        LatencyHistogram {
            counts = List.copyOf(counts);
        }

        /// All deliveries are in the bucket with that upper limit.
        static LatencyHistogram of(Duration limit, long deliveries) {
            int bucket = DeliveryTime.LIMITS.indexOf(limit);
            return new LatencyHistogram(IntStream.range(0, DeliveryTime.LIMITS.size())
                    .mapToObj(i -> i == bucket ? deliveries : 0L)
                    .toList());
        }

        LatencyHistogram plus(LatencyHistogram other) {
            return new LatencyHistogram(IntStream.range(0, counts.size())
                    .mapToObj(i -> counts.get(i) + other.counts.get(i))
                    .toList());
        }

        long total() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /// The time within which this share of the deliveries was made, estimated as if the times in a
        /// bucket were spread evenly, as Prometheus does; empty if there are no deliveries.
        ///
        /// @param share between 0 and 1
        Optional<Duration> quantile(double share) {
            double left = share * total();
            for (int i = 0; i < counts.size(); i++) {
                long here = counts.get(i);
                if (here > 0 && left <= here) {
                    long lower = i == 0 ? 0 : DeliveryTime.LIMITS.get(i - 1).toMillis();
                    long width = DeliveryTime.LIMITS.get(i).toMillis() - lower;
                    return Optional.of(Duration.ofMillis(lower + Math.round(width * left / here)));
                }
                left -= here;
            }
            return Optional.empty();
        }
    }
}
