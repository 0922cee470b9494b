package digestbot.api.push;

import digestbot.cache.LruCache;
import digestbot.web.TokenBuckets;
import io.github.bucket4j.Bucket;
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

    private final TokenBuckets buckets;
    private final LruCache<String, Bucket> tokens = new LruCache<>(MAX_BUCKETS);
    private final LruCache<String, Bucket> addresses = new LruCache<>(MAX_BUCKETS);
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    /// @param nanoTime a monotonic clock in nanoseconds
    PushLimits(LongSupplier nanoTime) {
        buckets = new TokenBuckets(nanoTime);
    }

    /// Counts a push; returns how long to wait if there were too many.
    Optional<Duration> push(String token) {
        return TokenBuckets.take(tokens.get(token, () -> buckets.bucket(PUSHES_PER_MINUTE, WINDOW)), 1);
    }

    /// Counts a failed attempt; returns how long to wait if there were too many.
    Optional<Duration> failure(String address) {
        return TokenBuckets.take(addresses.get(address, () -> buckets.bucket(FAILURES_PER_MINUTE, WINDOW)), 1);
    }

    /// Takes the permission to keep a digest in memory, which [#end] gives back.
    boolean tryBegin() {
        return permits.tryAcquire();
    }

    void end() {
        permits.release();
    }
}
