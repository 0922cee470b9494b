package digestbot.cluster;

import digestbot.cluster.ClusterStore.NewNode;
import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The lease of this node. While it holds, no other node takes the seats of this one.
///
/// The database's clock decides when a lease lapses. This process stops acting earlier, by its own
/// clocks: the lease was written after the request for it began, so it cannot lapse before
/// [#LENGTH] has passed since then. The monotonic clock counts, because the wall clock may be set
/// back; the wall clock counts as well, because the monotonic one stands still while a machine is
/// suspended.
final class NodeLease {

    static final Duration LENGTH = Duration.ofMillis(5_400);

    static final Duration RENEWAL_INTERVAL = Duration.ofMillis(1_500);

    /// This process stops acting so long before the end of the lease.
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final Database database;
    private final ClusterStore store;
    private final NewNode node;
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private volatile Tenure tenure = new Tenure(0, new Deadline(0, Instant.EPOCH), true);

    /// This process may act until then.
    private record Deadline(long nanos, Instant wall) {}

    /// Lapsed means that the term has ended for good.
    private record Tenure(long term, Deadline deadline, boolean lapsed) {}

    NodeLease(
            Database database,
            Function<Transaction, Instant> clock,
            NewNode node,
            LongSupplier nanoTime,
            InstantSource wallClock) {
        this.database = database;
        this.node = node;
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        store = new ClusterStore(clock);
    }

    String node() {
        return node.name();
    }

    /// Returns false if another process with the name of this node is alive.
    boolean begin(Set<String> preferred) {
        Deadline deadline = nextDeadline();
        OptionalLong term = database.write(tx -> store.join(tx, node, preferred));
        term.ifPresent(number -> tenure = new Tenure(number, deadline, false));
        return term.isPresent();
    }

    /// Once the lease has lapsed, only [#begin] helps: another node may have taken the seats.
    boolean renew(Set<String> preferred) {
        Tenure before = tenure;
        if (before.lapsed()) {
            return false;
        }
        Deadline deadline = nextDeadline();
        boolean renewed = database.writeUnordered(tx -> store.renew(tx, node.name(), before.term(), preferred));
        tenure = renewed
                ? new Tenure(before.term(), deadline, false)
                : new Tenure(before.term(), before.deadline(), true);
        return renewed;
    }

    private Deadline nextDeadline() {
        Duration length = LENGTH.minus(MARGIN);
        return new Deadline(
                nanoTime.getAsLong() + length.toNanos(), wallClock.instant().plus(length));
    }

    long term() {
        return tenure.term();
    }

    /// True only if this node certainly holds its lease in that term.
    boolean isCurrent(long term) {
        Tenure now = tenure;
        return now.term() == term
                && !now.lapsed()
                && nanoTime.getAsLong() - now.deadline().nanos() < 0
                && wallClock.instant().isBefore(now.deadline().wall());
    }

    /// Wakes the other nodes, which would leave free seats to this one for a while.
    void end() {
        Tenure before = tenure;
        tenure = new Tenure(before.term(), before.deadline(), true);
        database.writeWithoutResult(tx -> {
            store.leave(tx, node.name(), before.term());
            tx.notifyProcesses(ClusterNode.SEATS);
        });
    }
}
