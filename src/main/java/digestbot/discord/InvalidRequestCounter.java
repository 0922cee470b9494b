package digestbot.discord;

import digestbot.delivery.ratelimit.SlidingWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts responses that count as invalid requests: after 10,000 responses of 401, 403 or 429
/// within ten minutes, Discord bans the bot's IP address (“Invalid Request Limit” in its
/// documentation). Sending is suspended well before that.
final class InvalidRequestCounter implements Interceptor {

    static final int LIMIT = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(InvalidRequestCounter.class);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final LongSupplier nanos;
    private final SlidingWindow window;
    private boolean failureLogged;

    /// @param limit the maximum number of such responses within ten minutes
    /// @param nanos a monotonic clock in nanoseconds
    InvalidRequestCounter(int limit, LongSupplier nanos) {
        this.nanos = nanos;
        window = new SlidingWindow(limit, TEN_MINUTES);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        // Rate limits of a shared resource do not count as the bot's.
        boolean shared = "shared".equals(response.header("X-RateLimit-Scope"));
        if (response.code() == 401 || response.code() == 403 || (response.code() == 429 && !shared)) {
            count();
        }
        return response;
    }

    private synchronized void count() {
        window.add(nanos.getAsLong());
    }

    /// The time for which sending is suspended; zero if it is not. Logs the beginning of each
    /// suspension.
    synchronized Duration pause() {
        long wait = window.delayNanos(nanos.getAsLong());
        if (wait > 0 && !failureLogged) {
            LOG.error(
                    "Discord rejected too many requests within ten minutes, a ban is near: pausing {} s. Check the failed"
                            + " deliveries with: digestbot deliveries --failed",
                    wait / 1_000_000_000 + 1);
        }
        failureLogged = wait > 0;
        return Duration.ofNanos(Math.max(0, wait));
    }
}
