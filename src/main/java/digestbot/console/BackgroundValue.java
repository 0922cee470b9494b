package digestbot.console;

import digestbot.database.RepeatedFailureLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A value that may take long to compute. It is computed on demand in the background: no page waits
/// long for it, and it takes little of the machine's time.
public final class BackgroundValue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundValue.class);

    /// The time for which a page waits, enough for small installations.
    private static final Duration MAX_WAIT = Duration.ofMillis(50);

    /// The age at which a value is recomputed, unless computing takes long.
    private static final Duration MIN_AGE = Duration.ofSeconds(2);

    /// The pause before the next computation, as a multiple of the last one's duration.
    private static final int PAUSE_FACTOR = 10;

    /// The age at which a value stops being shown, unless computing takes long.
    private static final Duration MAX_AGE = Duration.ofMinutes(2);

    /// The least time for which a value is shown, as a multiple of that pause.
    private static final int SHOWN_PAUSES = 2;

    private final Supplier<T> supplier;
    private final InstantSource clock;
    private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
            LOG, "counting for the console failed, retrying", "counting for the console works again");
    private CompletableFuture<Computed<T>> computation = CompletableFuture.completedFuture(Computed.never());
    private volatile Computed<T> last = Computed.never();

    /// A computed value, or the failure to compute it.
    ///
    /// @param next the time from which the computation may run again
    /// @param value empty after a failure
    private record Computed<T>(Instant begun, Instant next, Optional<T> value) {

        private static <T> Computed<T> never() {
            return new Computed<>(Instant.EPOCH, Instant.EPOCH, Optional.empty());
        }

        private Instant shownUntil() {
            Duration pauses = Duration.between(begun, next).multipliedBy(SHOWN_PAUSES);
            return begun.plus(pauses.compareTo(MAX_AGE) > 0 ? pauses : MAX_AGE);
        }
    }

    public BackgroundValue(Supplier<T> supplier, InstantSource clock) {
        this.supplier = supplier;
        this.clock = clock;
    }

    /// The value, which may be some seconds old; empty if it is not computed yet or cannot be
    /// computed.
    public Optional<T> latest() {
        awaitBriefly(current());
        return Optional.of(last)
                .filter(computed -> clock.instant().isBefore(computed.shownUntil()))
                .flatMap(Computed::value);
    }

    /// The computation that runs or has ended. Starts another one when that is due.
    private synchronized CompletableFuture<Computed<T>> current() {
        if (computation.isDone() && !clock.instant().isBefore(last.next())) {
            var computing = new CompletableFuture<Computed<T>>();
            computation = computing;
            Thread.ofVirtual().name("console counting").start(() -> {
                try {
                    last = compute();
                } finally {
                    computing.complete(last);
                }
            });
        }
        return computation;
    }

    private static void awaitBriefly(CompletableFuture<?> computing) {
        try {
            computing.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("shown without a new value", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Computed<T> compute() {
        Instant begun = clock.instant();
        try {
            T value = supplier.get();
            failureLog.recovered();
            return new Computed<>(begun, next(begun), Optional.of(value));
        } catch (RuntimeException e) {
            failureLog.failed(e);
            return new Computed<>(begun, next(begun), Optional.empty());
        }
    }

    private Instant next(Instant begun) {
        Duration pause = Duration.between(begun, clock.instant()).multipliedBy(PAUSE_FACTOR);
        return begun.plus(pause.compareTo(MIN_AGE) > 0 ? pause : MIN_AGE);
    }
}
