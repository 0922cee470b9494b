package digestbot.delivery.ratelimit;

import io.github.bucket4j.Bucket;
import java.util.Optional;
import java.util.OptionalLong;

/// The limits of one scope (a chat or the platform): even spacing, a sliding window, and pauses.
final class ScopeLimiter {

    private final Optional<Bucket> bucket;
    private final Optional<SlidingWindow> window;
    private long pausedUntil;
    private long lastUsed;

    ScopeLimiter(Optional<Bucket> bucket, Optional<SlidingWindow> window, long now) {
        this.bucket = bucket;
        this.window = window;
        pausedUntil = now;
        lastUsed = now;
    }

    /// The nanoseconds until the next request may be sent; 0 for now.
    long delayNanos(long now) {
        long token = bucket.map(each -> each.estimateAbilityToConsume(1).getNanosToWaitForRefill())
                .orElse(0L);
        long room = window.map(each -> each.delayNanos(now)).orElse(0L);
        return Math.max(Math.max(0, pausedUntil - now), Math.max(token, room));
    }

    /// Counts a request that is sent now.
    ///
    /// @return the window's ticket, if there is one
    OptionalLong acquire(long now) {
        bucket.ifPresent(each -> each.tryConsume(1));
        lastUsed = now;
        return window.isPresent() ? OptionalLong.of(window.orElseThrow().add(now)) : OptionalLong.empty();
    }

    /// Counts a request that was sent then.
    void restore(long at) {
        window.ifPresent(each -> each.add(at));
    }

    /// Corrects the time of the request with that ticket, because it is sent only now.
    void delayed(long ticket, long now) {
        window.ifPresent(each -> each.delayed(ticket, now));
    }

    void pause(long until) {
        pausedUntil = Math.max(pausedUntil, until);
    }

    boolean isPaused(long now) {
        return pausedUntil - now > 0;
    }

    /// Tells whether there was no request for so long, and there is no pause.
    boolean isIdle(long now, long nanos) {
        return now - lastUsed > nanos && !isPaused(now);
    }
}
