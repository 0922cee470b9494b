package digestbot.cluster;

import digestbot.cluster.SeatedPart.RunningPart;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts and stops the part of one seat. The next term begins only after the part of the last one
/// has stopped.
final class SeatRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SeatRunner.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /// After a failed start, other nodes should have the seat for this time.
    private static final Duration UNFIT_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Seat seat;
    private final SeatedPart part;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Runnable onStopped;
    private State state = new State.Idle(0);
    private boolean failed;
    private long failedAt;

    /// Only [State.Idle] lets the runner take the seat.
    private sealed interface State {

        /// Nanoseconds of the monotonic clock.
        record Idle(long notBefore) implements State {}

        record Running(LeasedTerm term, Optional<RunningPart> part) implements State {}

        record Stopping(LeasedTerm term) implements State {}
    }

    /// The executor runs what may take long: starting and stopping. `onStopped` is called when this
    /// node or another one can take the seat again.
    SeatRunner(Seat seat, SeatedPart part, Executor executor, LongSupplier nanoTime, Runnable onStopped) {
        this.seat = seat;
        this.part = part;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.onStopped = onStopped;
        state = new State.Idle(nanoTime.getAsLong());
    }

    Seat seat() {
        return seat;
    }

    /// False for a while after the part could not be started.
    boolean isPreferredHere() {
        return !failedLately() && part.isPreferredHere();
    }

    private synchronized boolean failedLately() {
        return failed && nanoTime.getAsLong() - failedAt < UNFIT_AFTER_FAILURE.toNanos();
    }

    synchronized boolean isIdle() {
        return state instanceof State.Idle(long notBefore) && nanoTime.getAsLong() - notBefore >= 0;
    }

    /// Empty if the part does not run, or is to stop.
    synchronized OptionalLong term() {
        return state instanceof State.Running running
                ? OptionalLong.of(running.term().number())
                : OptionalLong.empty();
    }

    synchronized boolean isRunning() {
        return state instanceof State.Running running && running.part().isPresent();
    }

    /// True if this node can no longer be certain of the term in which the part runs.
    synchronized boolean isUncertain() {
        return state instanceof State.Running running && !running.term().isCurrent();
    }

    synchronized void begin(LeasedTerm term) {
        state = new State.Running(term, Optional.empty());
        executor.execute(() -> start(term));
    }

    private void start(LeasedTerm term) {
        try {
            RunningPart started = part.start(term);
            if (!adopt(term, started)) {
                stop(term, Optional.of(started), 0);
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failed = true;
                failedAt = nanoTime.getAsLong();
            }
            LOG.warn(
                    "cannot start {} on this node: {}",
                    seat.name(),
                    Database.root(e).toString());
            LOG.debug("starting {} failed", seat.name(), e);
            stop(term, Optional.empty(), PAUSE_AFTER_FAILURE.toNanos());
        }
    }

    /// Returns false if the term ended while the part was being started.
    private synchronized boolean adopt(LeasedTerm term, RunningPart started) {
        boolean wanted =
                state instanceof State.Running running && running.term().equals(term);
        if (wanted) {
            state = new State.Running(term, Optional.of(started));
        }
        return wanted;
    }

    /// Stops the part and gives the seat back. Returns at once.
    synchronized void end() {
        if (state instanceof State.Running(LeasedTerm term, Optional<RunningPart> started)) {
            state = new State.Stopping(term);
            if (started.isPresent()) { // otherwise `start` stops it
                executor.execute(() -> stop(term, started, 0));
            }
        }
    }

    private void stop(LeasedTerm term, Optional<RunningPart> started, long pauseNanos) {
        try {
            started.ifPresent(RunningPart::stop);
        } catch (RuntimeException | Error e) {
            LOG.warn("stopping {} failed", seat.name(), e);
        }
        try {
            term.release();
        } catch (RuntimeException e) {
            // The seat is free once the lease has lapsed, or in the next term of this node.
            LOG.debug("cannot give the seat {} back", seat.name(), e);
        } finally {
            synchronized (this) {
                state = new State.Idle(nanoTime.getAsLong() + pauseNanos);
                notifyAll();
            }
            onStopped.run();
        }
    }

    synchronized boolean awaitStopped(Duration timeout) throws InterruptedException {
        long end = nanoTime.getAsLong() + timeout.toNanos();
        for (long left = timeout.toMillis(); left > 0 && !(state instanceof State.Idle); ) {
            wait(left);
            left = (end - nanoTime.getAsLong()) / 1_000_000;
        }
        return state instanceof State.Idle;
    }

    /// A term that lasts while the node holds its lease, in its term `nodeTerm`, and no other node
    /// has taken the seat.
    record LeasedTerm(Database database, NodeLease lease, ClusterStore store, Seat seat, long nodeTerm, long number)
            implements SeatTerm {

        @Override
        public boolean isCurrent() {
            return lease.isCurrent(nodeTerm);
        }

        @Override
        public void verify(Transaction transaction) {
            if (!store.isCurrent(transaction, seat, number)) {
                throw new TermEndedException(seat, number);
            }
        }

        /// Wakes the other nodes. Needs no order with other writes, because it has no effect after
        /// the term has ended.
        void release() {
            database.<Boolean>writeUnordered(transaction -> {
                store.release(transaction, seat, number);
                transaction.notifyProcesses(ClusterNode.SEATS);
                return true;
            });
        }
    }
}
