package digestbot.console.statistics;

import digestbot.database.RepeatedFailureLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes a slow value in the background, at most every 15 seconds and only on demand, so that no
/// page waits for it.
///
/// @param <T> what is counted
public final class BackgroundCount<T> {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCount.class);
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Supplier<T> counting;
    private final InstantSource clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final RepeatedFailureLog outage = new RepeatedFailureLog(
            LOG, "counting for the console failed, retrying", "counting for the console works again");
    private volatile Optional<T> last = Optional.empty();
    private volatile Instant tried = Instant.MIN;

    public BackgroundCount(Supplier<T> counting, InstantSource clock) {
        this.counting = counting;
        this.clock = clock;
    }

    /// The last count; empty if there was none yet. Starts another count if it is old.
    public Optional<T> look() {
        boolean lately = clock.instant().minus(FRESH).isBefore(tried);
        if (!lately && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("console counting").start(this::count);
        }
        return last;
    }

    private void count() {
        Instant begun = clock.instant();
        try {
            last = Optional.of(counting.get());
            outage.worked();
        } catch (RuntimeException e) {
            outage.failed(e);
        } finally {
            tried = begun;
            underWay.set(false);
        }
    }
}
