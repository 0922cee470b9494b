package digestbot.cluster;

import digestbot.database.SchemaTables;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The nodes of a cluster and its leader at one moment. The nodes are sorted by name and include
/// recently lost ones.
///
/// @param lease the lease of the current or last leader; empty if there never was a leader
public record ClusterStatus(Instant now, List<NodeRow> nodes, Optional<LeaderRow> lease) {

    /// Far more time than another node needs to take over.
    private static final Duration MAX_FREE = Duration.ofMinutes(1);

    static final Duration MAX_REMAINING = LeaderLease.LENGTH.multipliedBy(2);

    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }

    public static ClusterStatus read(Transaction transaction) {
        return read(transaction, Transaction::databaseTime);
    }

    static ClusterStatus read(Transaction transaction, Function<Transaction, Instant> clock) {
        var store = new ClusterStore(clock);
        return new ClusterStatus(clock.apply(transaction), store.nodes(transaction), store.leader(transaction));
    }

    /// The live nodes; empty if the database has no tables yet.
    public static List<NodeRow> liveNodes(Transaction transaction) {
        return SchemaTables.exists(transaction, "node") ? read(transaction).live() : List.of();
    }

    public List<NodeRow> live() {
        return nodes.stream().filter(node -> node.isLive(now)).toList();
    }

    /// The current leader; empty if there is none.
    public Optional<LeaderRow> leader() {
        return lease.filter(row -> row.isHeld(now));
    }

    boolean isAnotherFit(String name) {
        return live().stream().anyMatch(node -> node.fit() && !node.name().equals(name));
    }

    /// Whether nodes are alive but none has been the leader for longer than a takeover takes.
    public boolean isLeaderless() {
        Optional<Instant> started = live().stream().map(NodeRow::startedAt).min(Comparator.naturalOrder());
        return started.isPresent()
                && leader().isEmpty()
                && lease.map(LeaderRow::freeSince).orElse(started.get()).isBefore(now.minus(MAX_FREE));
    }

    /// A time too far ahead was written before the database's clock was set back.
    private static boolean lasts(Instant until, Instant now) {
        return until.isAfter(now) && !until.isAfter(now.plus(MAX_REMAINING));
    }

    /// A stored node.
    ///
    /// @param fit true if the node can do the leader's work well
    /// @param until the time at which it counts as lost, by the database's clock
    public record NodeRow(
            String name, String version, String configuration, boolean fit, Instant startedAt, Instant until) {

        public boolean isLive(Instant now) {
            return lasts(until, now);
        }
    }

    /// The stored lease.
    ///
    /// @param term the number of the current or last term
    /// @param node empty if the lease was given back
    /// @param since the time when the term began or the lease was given back, by the database's
    ///     clock
    /// @param lapsed the previous leader if its lease lapsed
    public record LeaderRow(long term, Optional<String> node, Instant since, Instant until, Optional<String> lapsed) {

        boolean isHeld(Instant now) {
            return node.isPresent() && lasts(until, now);
        }

        private Instant freeSince() {
            return node.isPresent() ? until : since;
        }
    }
}
