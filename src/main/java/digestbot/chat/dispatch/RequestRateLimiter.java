package digestbot.chat.dispatch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/// A leaky bucket per key, with a burst of one minute's permits. Thread-safe.
///
/// Refused requests fill the bucket too, so a client that never stops stays refused. Uses a
/// monotonic clock, because a wall clock that is set back would lock everybody out.
///
/// Only non-empty buckets are kept, and at most 10,000 of them, the most recently used.
public final class RequestRateLimiter<K> {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MAX_KEYS = 10_000;

    private final long interval;
    private final LongSupplier nanoTime;
    /// The time at which each bucket will be empty; the most recently used bucket is last.
    private final LinkedHashMap<K, Long> emptyAt = new LinkedHashMap<>(16, 0.75f, true);

    public RequestRateLimiter(int perMinute, LongSupplier nanoTime) {
        this.interval = MINUTE / perMinute;
        this.nanoTime = nanoTime;
    }

    public synchronized boolean tryAcquire(K key) {
        long now = nanoTime.getAsLong();
        forgetTheEmpty(now);
        long level = Math.max(0, emptyAt.getOrDefault(key, now) - now);
        boolean permitted = level + interval <= MINUTE;
        emptyAt.put(key, now + Math.min(MINUTE, level + interval));
        if (emptyAt.size() > MAX_KEYS) {
            emptyAt.pollFirstEntry();
        }
        return permitted;
    }

    synchronized int size() {
        return emptyAt.size();
    }

    private void forgetTheEmpty(long now) {
        while (!emptyAt.isEmpty() && emptyAt.firstEntry().getValue() - now <= 0) {
            emptyAt.pollFirstEntry();
        }
    }
}
