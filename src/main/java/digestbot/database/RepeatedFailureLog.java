package digestbot.database;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/// Logs a repeated failure: in full at first, then less and less often, and once after the
/// recovery. Failures within a minute (or the given time) belong to one outage. A new cause is
/// logged in full. Thread-safe.
public final class RepeatedFailureLog {

    private static final Duration DEFAULT_OUTAGE_GAP = Duration.ofMinutes(1);
    private static final Duration FIRST_LOG_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_LOG_INTERVAL = Duration.ofHours(1);
    private static final int MAX_CAUSES = 5;

    private final Logger log;
    private final String fails;
    private final String works;
    private final LongSupplier nanos;
    private final Duration outageGap;
    private final Set<String> causes = new HashSet<>();
    private volatile boolean failing;
    private boolean any;
    private boolean logged;
    private long outageStartedAtNanos;
    private long last;
    private long nextLine;
    private Duration interval = FIRST_LOG_INTERVAL;

    /// The messages continue each other, for example “storing results failed, retrying” and
    /// “storing results works again”.
    public RepeatedFailureLog(Logger log, String fails, String works) {
        this(log, fails, works, System::nanoTime);
    }

    public RepeatedFailureLog(Logger log, String fails, String works, LongSupplier nanos) {
        this(log, fails, works, nanos, DEFAULT_OUTAGE_GAP);
    }

    public RepeatedFailureLog(Logger log, String fails, String works, LongSupplier nanos, Duration same) {
        this.log = log;
        this.fails = fails;
        this.works = works;
        this.nanos = nanos;
        this.outageGap = same;
    }

    public void failed(Throwable failure) {
        failed(cause(failure), () -> log.error("{}", fails, failure));
    }

    /// Equal causes must have equal texts.
    public void failed(String cause) {
        failed(cause, () -> log.error("{}: {}", fails, cause));
    }

    private synchronized void failed(String cause, Runnable inFull) {
        long now = nanos.getAsLong();
        if (!any || (!failing && now - last > outageGap.toNanos())) {
            begin(now);
        }
        any = true;
        failing = true;
        last = now;
        if (causes.size() < MAX_CAUSES && causes.add(cause)) {
            inFull.run();
            tell(now);
        } else if (now - nextLine >= 0) {
            log.error("{} (for {}): {}", fails, inWords(now - outageStartedAtNanos), cause);
            interval = shorter(interval.multipliedBy(2), MAX_LOG_INTERVAL);
            tell(now);
        }
    }

    private void begin(long now) {
        outageStartedAtNanos = now;
        interval = FIRST_LOG_INTERVAL;
        causes.clear();
    }

    private void tell(long now) {
        logged = true;
        nextLine = now + interval.toNanos();
    }

    public void recovered() {
        if (failing) {
            end();
        }
    }

    private synchronized void end() {
        if (failing && logged) {
            log.info("{} (after {})", works, inWords(nanos.getAsLong() - outageStartedAtNanos));
        }
        failing = false;
        logged = false;
    }

    private static String cause(Throwable failure) {
        Throwable root = Database.root(failure);
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String inWords(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
