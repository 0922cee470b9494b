package digestbot.console.signin;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    private final TimeMeter time;
    private final Bucket all;
    private final Map<String, Bucket> bucketsByClient = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_CLIENTS;
        }
    };
    private final SequencedSet<String> trusted = new LinkedHashSet<>();

    /// @param nanoTime a monotonic clock in nanoseconds
    public SignInLimiter(LongSupplier nanoTime) {
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
        Bucket own = bucketsByClient.computeIfAbsent(
                device.map(id -> "device " + id).orElse("address " + address), _ -> bucket(ATTEMPTS_PER_CLIENT));
        List<Bucket> buckets = device.isPresent() || trusted.contains(address) ? List.of(own) : List.of(own, all);
        return buckets.stream().allMatch(bucket -> bucket.tryConsume(1))
                ? Optional.of(new Attempt(Optional.of(address).filter(_ -> device.isEmpty()), buckets))
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
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(attempts)
                        .refillGreedy(attempts, WINDOW)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }
}
