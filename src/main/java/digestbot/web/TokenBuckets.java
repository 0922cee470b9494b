package digestbot.web;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Makes the buckets of tokens by which requests are limited. A bucket is full at first, and what is taken comes back
/// evenly.
public final class TokenBuckets {

    private final TimeMeter time;

    /// @param nanoTime a monotonic clock in nanoseconds
    public TokenBuckets(LongSupplier nanoTime) {
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

    /// A new bucket.
    ///
    /// @param tokens the tokens of a full bucket
    /// @param refill the time in which an empty bucket becomes full
    public Bucket bucket(int tokens, Duration refill) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(tokens)
                        .refillGreedy(tokens, refill)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }

    /// Takes tokens from the bucket.
    ///
    /// @return how long to wait if it has too few, which then all stay
    public static Optional<Duration> take(Bucket bucket, int tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
