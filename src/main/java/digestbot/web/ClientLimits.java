package digestbot.web;

import digestbot.cache.LruCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Limits the requests of each client. Thread-safe.
public final class ClientLimits {

    /// The clients that are remembered; the one that was silent for longest is forgotten first.
    private static final int MAX_CLIENTS = 10_000;

    private final LruCache<String, Bucket> clients = new LruCache<>(MAX_CLIENTS);
    private final Supplier<Bucket> full;

    /// @param nanoTime a monotonic clock in nanoseconds
    /// @param requests the number of requests of a client in the window
    public ClientLimits(LongSupplier nanoTime, int requests, Duration window) {
        var buckets = new TokenBuckets(nanoTime);
        full = () -> buckets.bucket(requests, window);
    }

    /// Counts a request.
    ///
    /// @param client the client's address, or another name
    /// @param cost the number of requests that it counts as
    /// @return how long to wait, if it is one too many
    public Optional<Duration> refuse(String client, int cost) {
        return TokenBuckets.take(clients.get(client, full), cost);
    }
}
