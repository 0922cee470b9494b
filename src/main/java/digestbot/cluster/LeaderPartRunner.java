package digestbot.cluster;

import digestbot.cluster.LeaderLease.LeasedTerm;
import digestbot.cluster.LeaderPart.RunningPart;
import digestbot.concurrent.ParallelTasks;
import digestbot.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts that only the leader runs. The parts of a term start only after the previous term's
/// parts have stopped.
final class LeaderPartRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderPartRunner.class);

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final Duration STOP_TIMEOUT = Duration.ofMillis(3_500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /// The time for which another node should lead after a failed start.
    private static final Duration UNFIT_AFTER_FAILURE = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final List<LeaderPart> parts = new ArrayList<>();
    private final List<RunningPart> running = new ArrayList<>();
    private volatile boolean started;
    private volatile boolean failed;
    private volatile long failedAt;

    LeaderPartRunner(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(LeaderPart part) {
        parts.add(part);
    }

    /// Whether this node can lead; false for a while after the parts could not be started. Asks
    /// every part each time, because a part may count how often it is asked.
    boolean isFit() {
        long unfit = parts.stream().filter(part -> !part.isFit()).count();
        return unfit == 0 && !(failed && nanoTime.getAsLong() - failedAt < UNFIT_AFTER_FAILURE.toNanos());
    }

    boolean isRunning() {
        return started;
    }

    synchronized void start(LeaderTerm term) {
        for (LeaderPart part : parts) {
            running.add(part.start(term));
        }
        started = true;
    }

    /// Returns false if a part is still stopping.
    synchronized boolean stop() {
        started = false;
        List<Runnable> stops =
                running.stream().<Runnable>map(part -> part::stop).toList();
        running.clear();
        return ParallelTasks.run(stops, STOP_TIMEOUT);
    }

    /// Starts the parts once this node is the leader, and stops them when it may no longer lead.
    /// Never waits for the database, so a node that cannot reach it still stops in time.
    ///
    /// @return the time until the next step
    Duration step(LeaderLease lease) {
        Optional<LeasedTerm> held = lease.held();
        if (held.isPresent()) {
            LeasedTerm term = held.get();
            if (!term.isEnding() && !started) {
                tryToStart(lease, term);
            }
            if (term.isEnding()) {
                end(lease, term);
            }
        }
        return CHECK_INTERVAL;
    }

    private void tryToStart(LeaderLease lease, LeasedTerm term) {
        try {
            start(term);
        } catch (RuntimeException | Error e) {
            failed = true;
            failedAt = nanoTime.getAsLong();
            LOG.warn(
                    "this node cannot do the leader's work: {}",
                    Database.root(e).toString());
            LOG.debug("starting the leader's parts failed", e);
            lease.resign(PAUSE_AFTER_FAILURE);
        }
    }

    private void end(LeaderLease lease, LeasedTerm term) {
        if (stop()) {
            lease.release(term);
        } else {
            LOG.warn("a part of this node is still stopping; another node takes over once the lease has lapsed");
            lease.abandon(term);
        }
    }
}
