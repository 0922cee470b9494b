package digestbot.api.http;

import digestbot.cache.LruCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Limits the requests of each client. Thread-safe.
public final class ClientLimits {

    /// The number of requests of a client in [#WINDOW].
    public static final int REQUESTS = 120;

    public static final Duration WINDOW = Duration.ofMinutes(1);

    /// The clients that are remembered; the one that was silent for longest is forgotten first.
    static final int MAX_CLIENTS = 10_000;

    private final LruCache<String, Bucket> buckets = new LruCache<>(MAX_CLIENTS);
    private final TimeMeter time;

    /// @param nanoTime a monotonic clock in nanoseconds
    public ClientLimits(LongSupplier nanoTime) {
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

    /// Counts a request.
    ///
    /// @param client the client's address
    /// @param cost the number of requests that it counts as
    /// @return the seconds until it may be repeated, if it is one too many
    OptionalLong refuse(String client, int cost) {
        ConsumptionProbe probe = buckets.get(client, this::bucket).tryConsumeAndReturnRemaining(cost);
        return probe.isConsumed()
                ? OptionalLong.empty()
                : OptionalLong.of(1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(REQUESTS)
                        .refillGreedy(REQUESTS, WINDOW)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }
}
