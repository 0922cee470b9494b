package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes this node the leader while no other node is. The leader holds a lease in the database and
/// renews it. Another node takes over once the lease was given back or has lapsed.
///
/// The database's clock decides when the lease lapses. This process stops acting earlier, by its
/// own clocks: the lease was written after the request for it began, so it cannot lapse before
/// [#LENGTH] has passed since then. Both clocks count: the wall clock may be set back, and the
/// monotonic clock stands still while a machine is suspended.
final class LeaderLease {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

    /// The notification that the lease was given back.
    static final String RELEASED = "leader";

    static final Duration LENGTH = Duration.ofMillis(5_400);

    static final Duration RENEWAL_INTERVAL = Duration.ofMillis(1_500);

    /// The time before the end of the lease at which this process stops acting.
    private static final Duration MARGIN = Duration.ofMillis(500);

    /// A margin after the lapse, because the database's clock counts milliseconds.
    private static final Duration AFTER_LAPSE = Duration.ofMillis(5);

    private final Database database;
    private final ClusterStore store;
    private final NewNode node;
    private final BooleanSupplier fit;
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private volatile Optional<LeasedTerm> held = Optional.empty();
    private volatile boolean closing;
    private volatile long notBefore;

    /// The time until which this process may act.
    private record Deadline(long nanos, Instant wall) {}

    private record Round(boolean known, boolean renewed, ClusterStatus cluster) {}

    /// `fit` returns false while this node should leave the work to another one.
    LeaderLease(
            Database database,
            Function<Transaction, Instant> clock,
            NewNode node,
            BooleanSupplier fit,
            LongSupplier nanoTime,
            InstantSource wallClock) {
        this.database = database;
        this.node = node;
        this.fit = fit;
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        store = new ClusterStore(clock);
        notBefore = nanoTime.getAsLong();
    }

    /// Returns false if another process with this node's name is alive.
    boolean join() {
        return database.write(tx -> store.report(tx, node, fit.getAsBoolean()));
    }

    /// The term for which this node holds the lease, or held it while its parts are stopping.
    Optional<LeasedTerm> held() {
        return held;
    }

    /// Reports that this node is alive. Renews the lease, or takes it if it is free.
    ///
    /// @return the time until the next step, which is due when another node's lease lapses unless
    ///     renewed
    Duration step() {
        Optional<LeasedTerm> before = held;
        boolean isFit = fit.getAsBoolean();
        Deadline deadline = nextDeadline();
        Round round = database.writeUnordered(tx -> new Round(
                store.report(tx, node, isFit),
                before.isPresent() && store.renew(tx, before.get().number()),
                ClusterStatus.read(tx, store.clock())));
        boolean leaves = !isFit && round.cluster().isAnotherFit(node.name());
        if (before.isPresent()) {
            if (!round.renewed() && !before.get().isEnding()) {
                LOG.warn("the lease of this node ({}) has lapsed; another node may be the leader now", node.name());
            }
            before.get().renewed(round.renewed() ? Optional.of(deadline) : Optional.empty());
            if (leaves) {
                before.get().resigned = true;
            }
        } else if (round.known() && !leaves && mayTake(round.cluster())) {
            take();
        }
        return untilLapse(round.cluster());
    }

    private boolean mayTake(ClusterStatus cluster) {
        return !closing && cluster.leader().isEmpty() && nanoTime.getAsLong() - notBefore >= 0;
    }

    private void take() {
        Deadline deadline = nextDeadline();
        OptionalLong term = database.write(tx -> store.take(tx, node.name()));
        term.ifPresent(number -> {
            LOG.info("this node ({}) is the leader now", node.name());
            held = Optional.of(new LeasedTerm(number, deadline));
            if (closing) {
                resign(Duration.ZERO);
            }
        });
    }

    private static Duration untilLapse(ClusterStatus cluster) {
        return cluster.leader()
                .map(leader -> Duration.between(cluster.now(), leader.until()).plus(AFTER_LAPSE))
                .filter(wait -> wait.compareTo(RENEWAL_INTERVAL) < 0)
                .orElse(RENEWAL_INTERVAL);
    }

    private Deadline nextDeadline() {
        Duration length = LENGTH.minus(MARGIN);
        return new Deadline(
                nanoTime.getAsLong() + length.toNanos(), wallClock.instant().plus(length));
    }

    /// Makes the parts stop, and never takes the lease again.
    void close() {
        closing = true;
        resign(Duration.ZERO);
    }

    /// Makes the parts stop, and does not take the lease again before the pause is over.
    void resign(Duration pause) {
        notBefore = nanoTime.getAsLong() + pause.toNanos();
        held.ifPresent(term -> term.resigned = true);
    }

    /// Gives the lease back and wakes the other nodes. It needs no order with other writes, because
    /// it has no effect after the end of the term. If it fails, the lease lapses.
    void release(LeasedTerm term) {
        abandon(term);
        try {
            database.<Boolean>writeUnordered(tx -> {
                store.release(tx, term.number());
                tx.notifyProcesses(RELEASED);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.debug("cannot give the leader's lease back", e);
        }
    }

    void abandon(LeasedTerm term) {
        term.renewed(Optional.empty());
        held = Optional.empty();
    }

    /// Removes this node, so that other nodes do not wait for it.
    void leave() {
        database.<Boolean>writeUnordered(tx -> {
            store.leave(tx, node);
            return true;
        });
    }

    /// A term that lasts while this node renews its lease.
    final class LeasedTerm implements LeaderTerm {

        private final long number;
        private volatile Optional<Deadline> deadline;
        private volatile boolean resigned;

        private LeasedTerm(long number, Deadline deadline) {
            this.number = number;
            this.deadline = Optional.of(deadline);
        }

        /// Empty if the lease has lapsed, so that it cannot be renewed.
        private void renewed(Optional<Deadline> until) {
            if (deadline.isPresent()) {
                deadline = until;
            }
        }

        /// Whether the parts have to stop.
        boolean isEnding() {
            return resigned || !isCurrent();
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public boolean isCurrent() {
            return deadline.filter(end -> nanoTime.getAsLong() - end.nanos() < 0
                            && wallClock.instant().isBefore(end.wall()))
                    .isPresent();
        }

        @Override
        public void verify(Transaction transaction) {
            if (!store.isCurrent(transaction, number)) {
                throw new TermEndedException(number);
            }
        }
    }
}
