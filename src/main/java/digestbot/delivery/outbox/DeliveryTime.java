package digestbot.delivery.outbox;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// The buckets of a histogram of the time from the moment at which a delivery was due until its last
/// message was sent.
public final class DeliveryTime {

    /// The upper limit of each bucket, in ascending order. The last one also holds all longer times.
    public static final List<Duration> LIMITS = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofDays(1));

    private DeliveryTime() {}

    public static Duration bucketOf(Duration time) {
        return LIMITS.stream()
                .filter(limit -> time.compareTo(limit) <= 0)
                .findFirst()
                .orElse(LIMITS.getLast());
    }

    /// SQL for the bucket of a time: its upper limit in milliseconds.
    ///
    /// @param millis SQL for the time in milliseconds
    static String bucket(String millis) {
        return LIMITS.subList(0, LIMITS.size() - 1).stream()
                .map(Duration::toMillis)
                .map(limit -> "WHEN %s <= %d THEN %d".formatted(millis, limit, limit))
                .collect(Collectors.joining(
                        " ", "CASE ", " ELSE %d END".formatted(LIMITS.getLast().toMillis())));
    }
}
