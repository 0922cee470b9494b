package digestbot.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Measures the recent number of deliveries per second from successive samples. Thread-safe.
public final class ThroughputMeter {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration MIN_SAMPLE_AGE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long sent) {}

    public ThroughputMeter(InstantSource clock) {
        this.clock = clock;
    }

    /// The rate; empty unless there is a sample between 1 and 20 seconds old.
    ///
    /// @param sent the total number of sent deliveries
    public synchronized Optional<Double> perSecond(long sent) {
        var now = new Sample(clock.instant(), sent);
        samples.removeIf(sample -> sample.at().plus(WINDOW).isBefore(now.at()));
        Optional<Double> rate = Optional.ofNullable(samples.peekFirst())
                .filter(first -> Duration.between(first.at(), now.at()).compareTo(MIN_SAMPLE_AGE) >= 0)
                .map(first -> (now.sent() - first.sent())
                        * 1_000.0
                        / Duration.between(first.at(), now.at()).toMillis());
        if (samples.isEmpty()
                || Duration.between(samples.getLast().at(), now.at()).compareTo(MIN_SAMPLE_AGE) >= 0) {
            samples.add(now);
        }
        return rate;
    }
}
