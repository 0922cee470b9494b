package digestbot.api.push;

import digestbot.cache.LruCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/// Limits pushes per token, failed attempts per address, and the number of digests in memory. Thread-safe.
///
/// A token that is right is never refused because of the failures of others, who may have the same
/// address behind a proxy.
final class PushLimits {

    static final int PUSHES_PER_MINUTE = 60;
    static final int FAILURES_PER_MINUTE = 20;
    static final int MAX_CONCURRENT = 8;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_BUCKETS = 1_000;

    private final TimeMeter time;
    private final LruCache<String, Bucket> tokens = new LruCache<>(MAX_BUCKETS);
    private final LruCache<String, Bucket> addresses = new LruCache<>(MAX_BUCKETS);
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    /// @param nanoTime a monotonic clock in nanoseconds
    PushLimits(LongSupplier nanoTime) {
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /// Counts a push; returns how long to wait if there were too many.
    Optional<Duration> push(String token) {
        return take(tokens.get(token, () -> bucket(PUSHES_PER_MINUTE)));
    }

    /// Counts a failed attempt; returns how long to wait if there were too many.
    Optional<Duration> failure(String address) {
        return take(addresses.get(address, () -> bucket(FAILURES_PER_MINUTE)));
    }

    /// Takes the permission to keep a digest in memory, which [#end] gives back.
    boolean tryBegin() {
        return permits.tryAcquire();
    }

    void end() {
        permits.release();
    }

    private static Optional<Duration> take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, WINDOW)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }
}
