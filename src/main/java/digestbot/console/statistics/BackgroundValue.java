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
/// @param <T> the type of the value
public final class BackgroundValue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundValue.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(15);

    private final Supplier<T> supplier;
    private final InstantSource clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
            LOG, "counting for the console failed, retrying", "counting for the console works again");
    private volatile Optional<T> last = Optional.empty();
    private volatile Instant tried = Instant.MIN;

    public BackgroundValue(Supplier<T> supplier, InstantSource clock) {
        this.supplier = supplier;
        this.clock = clock;
    }

    /// The last value; empty if there is none yet. Starts a new computation if it is old.
    public Optional<T> latest() {
        boolean lately = clock.instant().minus(MAX_AGE).isBefore(tried);
        if (!lately && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("console counting").start(this::refresh);
        }
        return last;
    }

    private void refresh() {
        Instant begun = clock.instant();
        try {
            last = Optional.of(supplier.get());
            failureLog.recovered();
        } catch (RuntimeException e) {
            failureLog.failed(e);
        } finally {
            tried = begun;
            underWay.set(false);
        }
    }
}
