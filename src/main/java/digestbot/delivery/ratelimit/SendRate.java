package digestbot.delivery.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/// The rate of requests to a platform, evenly spaced: the allowed rate, or for a while a lower one
/// after the platform rejected requests.
final class SendRate {

    /// The delay after which a woken thread may still catch up.
    private static final Duration CATCH_UP = Duration.ofMillis(70);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int REDUCTION_DIVISOR = 5;

    private final int allowed;
    private final Bucket bucket;
    private int perSecond;
    private long nextRegain;

    SendRate(int allowed, TimeMeter time) {
        this.allowed = allowed;
        perSecond = allowed;
        nextRegain = time.currentTimeNanos();
        bucket = Bucket.builder()
                .addLimit(bandwidth(allowed))
                .withCustomTimePrecision(time)
                .build();
    }

    Bucket bucket() {
        return bucket;
    }

    int perSecond() {
        return perSecond;
    }

    /// Lowers the rate by a fifth (at least 1/s), to no less than 1/s. It begins to recover a
    /// minute after `from`, when sending resumes.
    void lower(long from) {
        int lost = Math.ceilDiv(perSecond, REDUCTION_DIVISOR);
        set(Math.max(1, perSecond - lost));
        nextRegain = from + MINUTE;
    }

    /// Raises the rate by 1/s for each minute that has passed.
    void recover(long now) {
        if (perSecond < allowed && now - nextRegain >= 0) {
            long minutes = 1 + (now - nextRegain) / MINUTE;
            nextRegain += minutes * MINUTE;
            set((int) Math.min(allowed, perSecond + minutes));
        }
    }

    private void set(int next) {
        perSecond = next;
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(bandwidth(next)).build(), TokensInheritanceStrategy.AS_IS);
    }

    /// Evenly spaced requests, with as many saved tokens as fit into [#CATCH_UP].
    private static Bandwidth bandwidth(int perSecond) {
        long saved = perSecond * CATCH_UP.toMillis() / SECOND.toMillis();
        return Bandwidth.builder()
                .capacity(Math.max(1, saved))
                .refillGreedy(1, SECOND.dividedBy(perSecond))
                .build();
    }
}
