package digestbot.cluster;

import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow;
import digestbot.cluster.ClusterStatus.SeatRow.Holder;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Stores which node holds which seat. A seat changes hands only in a write transaction, so that no
/// other one runs at the same time.
final class SeatStore {

    private static final String SELECT = "SELECT name, term, node, node_term, since, lapsed FROM seat";

    private final DatabaseClock clock;
    private final NodeStore nodes;

    SeatStore(DatabaseClock clock) {
        this.clock = clock;
        nodes = new NodeStore(clock);
    }

    /// Returns the number of the new term; empty if a node that is alive holds the seat, or the
    /// lease of the node that wants it has lapsed.
    OptionalLong take(Transaction transaction, Seat seat, Holder holder) {
        Instant now = clock.now(transaction);
        List<NodeRow> all = nodes.all(transaction);
        Optional<SeatRow> before = find(transaction, seat);
        Holder lapsed = before.flatMap(SeatRow::holder).orElse(null);
        boolean live = all.stream()
                .anyMatch(
                        node -> node.name().equals(holder.node()) && node.term() == holder.term() && node.isLive(now));
        boolean held = before.flatMap(row -> row.liveHolder(all, now)).isPresent();
        if (!live || held || (lapsed != null && !nodes.supersede(transaction, lapsed, now))) {
            return OptionalLong.empty();
        }
        long term = before.map(SeatRow::term).orElse(0L) + 1;
        transaction.execute(
                """
                        INSERT INTO seat (name, term, node, node_term, since, lapsed) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET
                            term = excluded.term, node = excluded.node, node_term = excluded.node_term,
                            since = excluded.since, lapsed = excluded.lapsed
                        """,
                seat.name(),
                term,
                holder.node(),
                holder.term(),
                now.toEpochMilli(),
                lapsed == null ? null : lapsed.node());
        return OptionalLong.of(term);
    }

    /// Has no effect if that term has ended.
    void release(Transaction transaction, Seat seat, long term) {
        transaction.execute(
                "UPDATE seat SET node = NULL, since = ? WHERE name = ? AND term = ? AND node IS NOT NULL",
                clock.now(transaction).toEpochMilli(),
                seat.name(),
                term);
    }

    boolean isCurrent(Transaction transaction, Seat seat, long term) {
        return transaction.isTrue(
                "SELECT count(*) FROM seat WHERE name = ? AND term = ? AND node IS NOT NULL", seat.name(), term);
    }

    List<SeatRow> all(Transaction transaction) {
        return transaction
                .select(SELECT + " ORDER BY name")
                .map((row, _) -> seat(row))
                .list();
    }

    private static Optional<SeatRow> find(Transaction transaction, Seat seat) {
        return transaction
                .select(SELECT + " WHERE name = ?", seat.name())
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
