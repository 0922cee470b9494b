package digestbot.web;

import digestbot.concurrent.LruCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Limits the requests of each client: its bucket of tokens is full at first and refills evenly.
/// Thread-safe.
public final class ClientLimits {

    private static final int MAX_CLIENTS = 10_000;

    private final LruCache<String, Bucket> clients = new LruCache<>(MAX_CLIENTS);
    private final Supplier<Bucket> full;

    public ClientLimits(LongSupplier nanoTime, int requests, Duration window) {
        var time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        full = () -> Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(requests)
                        .refillGreedy(requests, window)
                        .build())
                .withCustomTimePrecision(time)
                .build();
    }

    /// Counts a request as `cost` requests. Returns the time to wait if the client has made too
    /// many.
    ///
    /// @param client the client's address, or another name
    public Optional<Duration> refuse(String client, int cost) {
        ConsumptionProbe probe = clients.get(client, full).tryConsumeAndReturnRemaining(cost);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// Gives back a request of cost 1.
    public void refund(String client) {
        clients.get(client, full).addTokens(1);
    }
}
