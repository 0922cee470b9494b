package digestbot.cluster;

import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Stores the nodes and the leader's lease. The leader changes only in a write transaction, so that
/// no other write runs at the same time.
///
/// @param clock reads the database's clock, which all nodes share because their machines' clocks
///     may differ
record ClusterStore(Function<Transaction, Instant> clock) {

    /// The time for which a lost node is shown.
    private static final Duration MAX_AGE = Duration.ofDays(7);

    /// `process` is a random text that distinguishes processes of the same name.
    record NewNode(String name, String process, String version, String configuration, Instant startedAt) {}

    /// Records that the process is alive. Returns false if another process of that name is alive.
    boolean report(Transaction transaction, NewNode node, boolean fit) {
        Instant now = clock.apply(transaction);
        return transaction.execute(
                        """
                        INSERT INTO node (name, process, version, configuration, fit, started_at, until)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET
                            process = excluded.process, version = excluded.version, configuration = excluded.configuration,
                            fit = excluded.fit, started_at = excluded.started_at, until = excluded.until
                        WHERE node.process = excluded.process OR node.until <= ? OR node.until > ?
                        """,
                        node.name(),
                        node.process(),
                        node.version(),
                        node.configuration(),
                        fit ? 1 : 0,
                        node.startedAt(),
                        now.plus(LeaderLease.LENGTH),
                        now,
                        now.plus(ClusterStatus.MAX_REMAINING))
                > 0;
    }

    void leave(Transaction transaction, NewNode node) {
        transaction.execute("DELETE FROM node WHERE name = ? AND process = ?", node.name(), node.process());
    }

    List<NodeRow> nodes(Transaction transaction) {
        return transaction
                .select("SELECT name, version, configuration, fit, started_at, until FROM node ORDER BY name")
                .map((row, _) -> new NodeRow(
                        row.getString("name"),
                        row.getString("version"),
                        row.getString("configuration"),
                        row.getLong("fit") > 0,
                        Instant.ofEpochMilli(row.getLong("started_at")),
                        Instant.ofEpochMilli(row.getLong("until"))))
                .list();
    }

    /// Returns the number of the new term; empty if another node is the leader. An old leader's
    /// renewal that began before its lease lapsed may be committed during this call, because
    /// renewals are not ordered with other writes. Later ones have no effect.
    OptionalLong take(Transaction transaction, String node) {
        Instant now = clock.apply(transaction);
        Optional<LeaderRow> before = leader(transaction);
        if (before.filter(row -> row.isHeld(now)).isPresent()) {
            return OptionalLong.empty();
        }
        long term = before.map(LeaderRow::term).orElse(0L) + 1;
        boolean taken = transaction.execute(
                        """
                        INSERT INTO leader (id, term, node, since, until, lapsed) VALUES (1, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET
                            term = excluded.term, node = excluded.node, since = excluded.since, until = excluded.until,
                            lapsed = excluded.lapsed
                        WHERE leader.until = ?
                        """,
                        term,
                        node,
                        now,
                        now.plus(LeaderLease.LENGTH),
                        before.flatMap(LeaderRow::node).orElse(null),
                        before.map(LeaderRow::until).orElse(Instant.EPOCH))
                > 0;
        transaction.execute("DELETE FROM node WHERE until < ?", now.minus(MAX_AGE));
        return taken ? OptionalLong.of(term) : OptionalLong.empty();
    }

    /// Extends the lease unless it has lapsed or the term has ended.
    boolean renew(Transaction transaction, long term) {
        Instant now = clock.apply(transaction);
        return transaction.execute(
                        "UPDATE leader SET until = ? WHERE term = ? AND until > ?",
                        now.plus(LeaderLease.LENGTH),
                        term,
                        now)
                > 0;
    }

    /// Gives the lease back. Has no effect if the term has ended.
    void release(Transaction transaction, long term) {
        transaction.execute(
                "UPDATE leader SET node = NULL, since = ?, until = 0 WHERE term = ? AND node IS NOT NULL",
                clock.apply(transaction),
                term);
    }

    boolean isCurrent(Transaction transaction, long term) {
        return transaction.isTrue("SELECT count(*) FROM leader WHERE term = ? AND node IS NOT NULL", term);
    }

    /// The stored lease; empty if there never was a leader.
    Optional<LeaderRow> leader(Transaction transaction) {
        return transaction
                .select("SELECT term, node, since, until, lapsed FROM leader")
                .map((row, _) -> new LeaderRow(
                        row.getLong("term"),
                        Optional.ofNullable(row.getString("node")),
                        Instant.ofEpochMilli(row.getLong("since")),
                        Instant.ofEpochMilli(row.getLong("until")),
                        Optional.ofNullable(row.getString("lapsed"))))
                .findOne();
    }
}
