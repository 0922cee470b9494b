package digestbot.sandbox.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Counts requests as Discord does: 5 messages in 5 s to a channel, 50 requests per second in
/// total. Until limits are enforced, every request passes, and the headers promise a much higher
/// limit. See "Rate Limits" in Discord's documentation.
public final class RateLimits {

    private static final int PER_CHANNEL = 5;
    private static final Duration CHANNEL_WINDOW = Duration.ofSeconds(5);
    private static final int GLOBAL = 50;
    private static final Duration GLOBAL_WINDOW = Duration.ofSeconds(1);
    private static final int UNLIMITED = 10_000;
    private static final int SWEEP_AT = 10_000;
    private static final String OLD_EDITS = "old edits:";
    private static final Duration OLD = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();
    private boolean enforced;
    private int oldEdits = Integer.MAX_VALUE;
    private Duration oldEditsWindow = CHANNEL_WINDOW;

    public RateLimits(InstantSource clock) {
        this.clock = clock;
    }

    /// Off initially.
    public synchronized void enforce(boolean on) {
        enforced = on;
        windows.clear();
    }

    /// Limits edits of messages older than an hour, in each channel. Discord does not document its
    /// limit.
    public synchronized void limitOldEdits(int edits, Duration window) {
        oldEdits = edits;
        oldEditsWindow = window;
        windows.keySet().removeIf(key -> key.startsWith(OLD_EDITS));
    }

    public synchronized void takeEdit(long channel, Instant sent) throws ApiError {
        if (sent.plus(OLD).isAfter(clock.instant())) {
            return;
        }
        take(
                window(OLD_EDITS + channel, oldEditsWindow),
                oldEdits,
                wait -> ApiError.tooMany(
                        wait,
                        30046,
                        "Maximum number of edits to messages older than 1 hour reached. Try again later."));
    }

    public synchronized void takeGlobal() throws ApiError {
        if (enforced) {
            take(window("global", GLOBAL_WINDOW), GLOBAL, wait -> ApiError.rateLimited(wait, "global", Map.of()));
        }
    }

    public synchronized Map<String, String> take(String bucket, String major) throws ApiError {
        if (!enforced) {
            return headers(bucket, UNLIMITED, UNLIMITED - 1, Duration.ofSeconds(1));
        }
        Window window = window(bucket + ":" + major, CHANNEL_WINDOW);
        take(window, PER_CHANNEL, wait -> ApiError.rateLimited(wait, "user", headers(bucket, PER_CHANNEL, 0, wait)));
        return headers(bucket, PER_CHANNEL, PER_CHANNEL - window.used, left(window));
    }

    private void take(Window window, int most, Function<Duration, ApiError> refusal) throws ApiError {
        if (window.used >= most) {
            throw refusal.apply(left(window));
        }
        window.used++;
    }

    private Window window(String key, Duration length) {
        if (windows.size() > SWEEP_AT) {
            windows.values().removeIf(window -> left(window).isZero());
        }
        Window window = windows.get(key);
        if (window == null || left(window).isZero()) {
            window = new Window(clock.instant().plus(length));
            windows.put(key, window);
        }
        return window;
    }

    private Duration left(Window window) {
        Duration left = Duration.between(clock.instant(), window.end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Map<String, String> headers(String bucket, int limit, int remaining, Duration left) {
        double reset = clock.instant().plus(left).toEpochMilli() / 1000.0;
        return Map.of(
                "X-RateLimit-Bucket", String.format(Locale.ROOT, "%08x", bucket.hashCode()),
                "X-RateLimit-Limit", Integer.toString(limit),
                "X-RateLimit-Remaining", Integer.toString(remaining),
                "X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", reset),
                "X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", left.toMillis() / 1000.0));
    }

    private static final class Window {
        private final Instant end;
        private int used;

        Window(Instant end) {
            this.end = end;
        }
    }
}
