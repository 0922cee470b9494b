package digestbot.api.http;

import digestbot.cache.LruCache;
import digestbot.web.TokenBuckets;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Limits the requests of each client. Thread-safe.
public final class ClientLimits {

    /// The number of requests of a client in [#WINDOW].
    public static final int REQUESTS = 120;

    public static final Duration WINDOW = Duration.ofMinutes(1);

    /// The clients that are remembered; the one that was silent for longest is forgotten first.
    static final int MAX_CLIENTS = 10_000;

    private final LruCache<String, Bucket> clients = new LruCache<>(MAX_CLIENTS);
    private final TokenBuckets buckets;

    /// @param nanoTime a monotonic clock in nanoseconds
    public ClientLimits(LongSupplier nanoTime) {
        buckets = new TokenBuckets(nanoTime);
    }

    /// Counts a request.
    ///
    /// @param client the client's address
    /// @param cost the number of requests that it counts as
    /// @return the seconds until it may be repeated, if it is one too many
    OptionalLong refuse(String client, int cost) {
        Bucket bucket = clients.get(client, () -> buckets.bucket(REQUESTS, WINDOW));
        return TokenBuckets.take(bucket, cost).stream()
                .mapToLong(wait -> 1 + wait.toSeconds())
                .findFirst();
    }
}
