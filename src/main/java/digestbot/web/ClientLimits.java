package digestbot.web;

import digestbot.concurrent.LruCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Limits the requests of each client. Thread-safe.
public final class ClientLimits {

    private static final int MAX_CLIENTS = 10_000;

    private final LruCache<String, Bucket> clients = new LruCache<>(MAX_CLIENTS);
    private final Supplier<Bucket> full;

    public ClientLimits(LongSupplier nanoTime, int requests, Duration window) {
        var buckets = new TokenBuckets(nanoTime);
        full = () -> buckets.bucket(requests, window);
    }

    /// Counts a request as often as its cost says, and returns how long to wait if that is too
    /// many.
    ///
    /// @param client the client's address, or another name
    public Optional<Duration> refuse(String client, int cost) {
        return TokenBuckets.take(clients.get(client, full), cost);
    }
}
