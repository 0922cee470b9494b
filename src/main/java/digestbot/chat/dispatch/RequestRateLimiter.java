package digestbot.chat.dispatch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/// A leaky bucket for each key: so many permits at once, and as many a minute in the long run. Safe for use by several
/// threads.
///
/// A refusal counts too, as far as the bucket has room: somebody who never stops asking is refused for as long. Time
/// is the monotonic one, as a wall clock that is set back would lock everybody out until it has caught up.
///
/// A bucket is one number, and only those that are not empty are kept; of very many, the ones that were asked for last.
///
/// @param <K> whose bucket it is
public final class RequestRateLimiter<K> {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_KEYS = 10_000;

    private final long interval;
    private final LongSupplier nanoTime;
    /// The time at which each bucket will be empty; the bucket that was asked for last is last.
    private final LinkedHashMap<K, Long> emptyAt = new LinkedHashMap<>(16, 0.75f, true);

    /// @param perMinute how many permits there are
    /// @param nanoTime nanoseconds that only grow, such as [System#nanoTime]
    public RequestRateLimiter(int perMinute, LongSupplier nanoTime) {
        this.interval = MINUTE / perMinute;
        this.nanoTime = nanoTime;
    }

    /// Takes a permit, if there is one left.
    public synchronized boolean tryAcquire(K key) {
        long now = nanoTime.getAsLong();
        forgetTheEmpty(now);
        long level = Math.max(0, emptyAt.getOrDefault(key, now) - now);
        boolean permitted = level + interval <= MINUTE;
        emptyAt.put(key, now + Math.min(MINUTE, level + interval));
        if (emptyAt.size() > MOST_KEYS) {
            emptyAt.pollFirstEntry();
        }
        return permitted;
    }

    /// The number of buckets that are kept.
    synchronized int size() {
        return emptyAt.size();
    }

    private void forgetTheEmpty(long now) {
        while (!emptyAt.isEmpty() && emptyAt.firstEntry().getValue() - now <= 0) {
            emptyAt.pollFirstEntry();
        }
    }
}
