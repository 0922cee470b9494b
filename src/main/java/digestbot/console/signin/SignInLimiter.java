package digestbot.console.signin;

import digestbot.cache.LruCache;
import digestbot.web.TokenBuckets;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;

/// Limits sign-in attempts per address and in total, against password guessing. Thread-safe.
///
/// A known browser, or an address that signed in before, has its own budget that others cannot
/// exhaust. An attempt is counted before the request is read and refunded if the password is right,
/// because programs send the right password again and again.
public final class SignInLimiter {

    public static final int ATTEMPTS_PER_CLIENT = 5;
    public static final int ATTEMPTS_OF_ALL = 30;
    public static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_CLIENTS = 1_000;

    private final TokenBuckets buckets;
    private final Bucket all;
    private final LruCache<String, Bucket> bucketsByClient = new LruCache<>(MAX_CLIENTS);
    private final SequencedSet<String> trusted = new LinkedHashSet<>();

    /// @param nanoTime a monotonic clock in nanoseconds
    public SignInLimiter(LongSupplier nanoTime) {
        buckets = new TokenBuckets(nanoTime);
        all = bucket(ATTEMPTS_OF_ALL);
    }

    /// A counted attempt.
    ///
    /// @param address the client's address; empty if the attempt was counted for a known browser
    /// @param buckets the buckets from which it was taken
    public record Attempt(Optional<String> address, List<Bucket> buckets) {}

    /// Counts an attempt; empty if the limit is exceeded.
    ///
    /// @param address the client's address
    /// @param device the known browser that makes the attempt
    public synchronized Optional<Attempt> attempt(String address, Optional<String> device) {
        Bucket own = bucketsByClient.get(
                device.map(id -> "device " + id).orElse("address " + address), () -> bucket(ATTEMPTS_PER_CLIENT));
        List<Bucket> counting = device.isPresent() || trusted.contains(address) ? List.of(own) : List.of(own, all);
        return counting.stream().allMatch(bucket -> bucket.tryConsume(1))
                ? Optional.of(new Attempt(Optional.of(address).filter(_ -> device.isEmpty()), counting))
                : Optional.empty();
    }

    /// Refunds an attempt with the right password.
    public synchronized void succeeded(Attempt attempt) {
        refund(attempt);
        attempt.address().ifPresent(address -> {
            trusted.addLast(address);
            if (trusted.size() > MAX_CLIENTS) {
                trusted.removeFirst();
            }
        });
    }

    /// Refunds an attempt that was not verified.
    public void refund(Attempt attempt) {
        attempt.buckets().forEach(bucket -> bucket.addTokens(1));
    }

    private Bucket bucket(int attempts) {
        return buckets.bucket(attempts, WINDOW);
    }
}
