package digestbot.web;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Makes token buckets. A bucket is full at first and refills evenly.
public final class TokenBuckets {

    private final TimeMeter time;

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

    /// `refill` is the time in which an empty bucket becomes full.
    public Bucket bucket(int tokens, Duration refill) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(tokens)
                        .refillGreedy(tokens, refill)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }

    /// Takes the tokens, or none of them if there are too few, and then returns how long to wait.
    public static Optional<Duration> take(Bucket bucket, int tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
