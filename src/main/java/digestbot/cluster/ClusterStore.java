package digestbot.cluster;

import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow;
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
import java.util.function.Function;

/// Stores the leases of nodes, and which node holds which seat. A seat changes hands only in a write
/// transaction, so that no other one runs at the same time.
///
/// @param clock that of the database, which all nodes share, because the clocks of their machines
///     may differ
record ClusterStore(Function<Transaction, Instant> clock) {

    private static final Duration MAX_AGE = Duration.ofDays(7);

    private static final String NODES =
            "SELECT name, term, version, configuration, preferred, started_at, until FROM node";

    private static final String SEATS = "SELECT name, term, node, node_term, since, lapsed FROM seat";

    record NewNode(String name, String version, String configuration, Instant startedAt) {}

    /// Begins a new term of the node, and returns its number; empty if a node of that name is
    /// alive.
    OptionalLong join(Transaction transaction, NewNode node, Set<String> preferred) {
        Instant now = clock.apply(transaction);
        Optional<NodeRow> before = node(transaction, node.name());
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
                node.startedAt(),
                now.plus(NodeLease.LENGTH));
        transaction.execute(
                "DELETE FROM node WHERE until < ? AND NOT EXISTS (SELECT 1 FROM seat WHERE seat.node = node.name)",
                now.minus(MAX_AGE));
        return OptionalLong.of(term);
    }

    /// Extends the lease, unless it has lapsed, another node has taken a seat from the term, or
    /// another process has begun a term.
    boolean renew(Transaction transaction, String name, long term, Set<String> preferred) {
        Instant now = clock.apply(transaction);
        return transaction.execute("""
                UPDATE node SET until = ?, preferred = ?
                WHERE name = ? AND term = ? AND until > ? AND superseded = 0""", now.plus(NodeLease.LENGTH), column(preferred), name, term, now) > 0;
    }

    /// Prevents the lapsed lease of a node from being renewed. A renewal needs no order with other
    /// writes: without this, one that began before the lease lapsed could be committed later.
    /// Returns false if the lease was renewed meanwhile.
    private static boolean supersede(Transaction transaction, Holder holder, Instant now) {
        transaction.execute(
                "UPDATE node SET superseded = 1 WHERE name = ? AND term = ? AND (until <= ? OR until > ?)",
                holder.node(),
                holder.term(),
                now,
                now.plus(NodeRow.MAX_REMAINING));
        return node(transaction, holder.node())
                .filter(node -> node.term() == holder.term() && node.isLive(now))
                .isEmpty();
    }

    void leave(Transaction transaction, String name, long term) {
        transaction.execute("UPDATE node SET until = 0 WHERE name = ? AND term = ?", name, term);
    }

    /// Includes nodes that have ended.
    List<NodeRow> nodes(Transaction transaction) {
        return transaction
                .select(NODES + " ORDER BY name")
                .map((row, _) -> node(row))
                .list();
    }

    private static Optional<NodeRow> node(Transaction transaction, String name) {
        return transaction
                .select(NODES + " WHERE name = ?", name)
                .map((row, _) -> node(row))
                .findOne();
    }

    private static NodeRow node(ResultSet row) throws SQLException {
        return new NodeRow(
                row.getString("name"),
                row.getLong("term"),
                row.getString("version"),
                row.getString("configuration"),
                names(row.getString("preferred")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("until")));
    }

    private static String column(Set<String> seats) {
        return String.join(" ", new TreeSet<>(seats));
    }

    private static Set<String> names(String column) {
        return column.isEmpty() ? Set.of() : Set.of(column.split(" ", -1));
    }

    /// Returns the number of the new term; empty if a node that is alive holds the seat, or the
    /// lease of the node that wants it has lapsed.
    OptionalLong take(Transaction transaction, Seat seat, Holder holder) {
        Instant now = clock.apply(transaction);
        List<NodeRow> all = nodes(transaction);
        Optional<SeatRow> before = seat(transaction, seat);
        Holder lapsed = before.flatMap(SeatRow::holder).orElse(null);
        boolean live = all.stream()
                .anyMatch(
                        node -> node.name().equals(holder.node()) && node.term() == holder.term() && node.isLive(now));
        boolean held = before.flatMap(row -> row.liveHolder(all, now)).isPresent();
        if (!live || held || (lapsed != null && !supersede(transaction, lapsed, now))) {
            return OptionalLong.empty();
        }
        long term = before.map(SeatRow::term).orElse(0L) + 1;
        transaction.execute(
                """
                        INSERT INTO seat (name, term, node, node_term, since, lapsed) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET
                            term = excluded.term, node = excluded.node, node_term = excluded.node_term,
                            since = excluded.since, lapsed = excluded.lapsed
                        """, seat.name(), term, holder.node(), holder.term(), now, lapsed == null ? null : lapsed.node());
        return OptionalLong.of(term);
    }

    /// Has no effect if that term has ended.
    void release(Transaction transaction, Seat seat, long term) {
        transaction.execute(
                "UPDATE seat SET node = NULL, since = ? WHERE name = ? AND term = ? AND node IS NOT NULL",
                clock.apply(transaction),
                seat.name(),
                term);
    }

    boolean isCurrent(Transaction transaction, Seat seat, long term) {
        return transaction.isTrue(
                "SELECT count(*) FROM seat WHERE name = ? AND term = ? AND node IS NOT NULL", seat.name(), term);
    }

    List<SeatRow> seats(Transaction transaction) {
        return transaction
                .select(SEATS + " ORDER BY name")
                .map((row, _) -> seat(row))
                .list();
    }

    private static Optional<SeatRow> seat(Transaction transaction, Seat seat) {
        return transaction
                .select(SEATS + " WHERE name = ?", seat.name())
                .map((row, _) -> seat(row))
                .findOne();
    }

    private static SeatRow seat(ResultSet row) throws SQLException {
        long nodeTerm = row.getLong("node_term");
        return new SeatRow(
                row.getString("name"),
                row.getLong("term"),
                Optional.ofNullable(row.getString("node")).map(node -> new Holder(node, nodeTerm)),
                Instant.ofEpochMilli(row.getLong("since")),
                Optional.ofNullable(row.getString("lapsed")));
    }
}
