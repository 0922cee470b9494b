package digestbot.cluster;

import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow.Holder;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

final class NodeStore {

    private static final Duration MAX_AGE = Duration.ofDays(7);

    private static final String SELECT =
            "SELECT name, term, version, configuration, preferred, started_at, until FROM node";

    private final DatabaseClock clock;

    NodeStore(DatabaseClock clock) {
        this.clock = clock;
    }

    record NewNode(String name, String version, String configuration, Instant startedAt) {}

    /// Begins a new term of the node, and returns its number; empty if a node of that name is
    /// alive.
    OptionalLong join(Transaction transaction, NewNode node, Set<String> preferred) {
        Instant now = clock.now(transaction);
        Optional<NodeRow> before = find(transaction, node.name());
        if (before.filter(other -> other.isLive(now)).isPresent()) {
            return OptionalLong.empty();
        }
        long term = before.map(NodeRow::term).orElse(0L) + 1;
        transaction.execute(
                """
                        INSERT INTO node (name, term, version, configuration, preferred, started_at, until)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET
                            term = excluded.term, version = excluded.version, configuration = excluded.configuration,
                            preferred = excluded.preferred, started_at = excluded.started_at, until = excluded.until,
                            superseded = 0
                        """,
                node.name(),
                term,
                node.version(),
                node.configuration(),
                column(preferred),
                node.startedAt().toEpochMilli(),
                now.plus(NodeLease.LENGTH).toEpochMilli());
        transaction.execute(
                "DELETE FROM node WHERE until < ? AND NOT EXISTS (SELECT 1 FROM seat WHERE seat.node = node.name)",
                now.minus(MAX_AGE).toEpochMilli());
        return OptionalLong.of(term);
    }

    /// Extends the lease, unless it has lapsed, another node has taken a seat from the term, or
    /// another process has begun a term.
    boolean renew(Transaction transaction, String name, long term, Set<String> preferred) {
        Instant now = clock.now(transaction);
        return transaction.execute(
                        "UPDATE node SET until = ?, preferred = ?"
                                + " WHERE name = ? AND term = ? AND until > ? AND superseded = 0",
                        now.plus(NodeLease.LENGTH).toEpochMilli(),
                        column(preferred),
                        name,
                        term,
                        now.toEpochMilli())
                > 0;
    }

    /// Prevents the lapsed lease of a node from being renewed. A renewal needs no order with other
    /// writes: without this, one that began before the lease lapsed could be committed later.
    /// Returns false if the lease was renewed meanwhile.
    boolean supersede(Transaction transaction, Holder holder, Instant now) {
        transaction.execute(
                "UPDATE node SET superseded = 1 WHERE name = ? AND term = ? AND (until <= ? OR until > ?)",
                holder.node(),
                holder.term(),
                now.toEpochMilli(),
                now.plus(NodeRow.MAX_REMAINING).toEpochMilli());
        return find(transaction, holder.node())
                .filter(node -> node.term() == holder.term() && node.isLive(now))
                .isEmpty();
    }

    void leave(Transaction transaction, String name, long term) {
        transaction.execute("UPDATE node SET until = 0 WHERE name = ? AND term = ?", name, term);
    }

    /// Includes nodes that have ended.
    List<NodeRow> all(Transaction transaction) {
        return transaction
                .select(SELECT + " ORDER BY name")
                .map((row, _) -> node(row))
                .list();
    }

    private static Optional<NodeRow> find(Transaction transaction, String name) {
        return transaction
                .select(SELECT + " WHERE name = ?", name)
                .map((row, _) -> node(row))
                .findOne();
    }

    private static NodeRow node(ResultSet row) throws SQLException {
        return new NodeRow(
                row.getString("name"),
                row.getLong("term"),
                row.getString("version"),
                row.getString("configuration"),
                seats(row.getString("preferred")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("until")));
    }

    private static String column(Set<String> seats) {
        return String.join(" ", new TreeSet<>(seats));
    }

    private static Set<String> seats(String column) {
        return column.isEmpty() ? Set.of() : Set.of(column.split(" ", -1));
    }
}
