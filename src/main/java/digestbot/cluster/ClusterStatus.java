package digestbot.cluster;

import digestbot.database.SchemaTables;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The nodes and seats of a cluster at one moment, for people.
///
/// @param now the time of the database's clock
/// @param nodes all nodes, by name; also those that ended in the last days
/// @param seats the seats, by name
public record ClusterStatus(Instant now, List<NodeRow> nodes, List<SeatRow> seats) {

    public ClusterStatus {
        nodes = List.copyOf(nodes);
        seats = List.copyOf(seats);
    }

    /// Reads the current status.
    public static ClusterStatus read(Transaction transaction) {
        DatabaseClock clock = DatabaseClock.OF_SERVER;
        return new ClusterStatus(
                clock.now(transaction), new NodeStore(clock).all(transaction), new SeatStore(clock).all(transaction));
    }

    /// The nodes that use the database now; none if it has no tables yet.
    public static List<NodeRow> liveNodes(Transaction transaction) {
        return SchemaTables.exists(transaction, "node") ? read(transaction).live() : List.of();
    }

    /// The nodes that are alive.
    public List<NodeRow> live() {
        return nodes.stream().filter(node -> node.isLive(now)).toList();
    }

    /// Tells whether a node that is alive holds the seat in that term.
    public boolean isCurrent(Seat seat, long term) {
        return holder(seat).isPresent()
                && seats.stream().anyMatch(row -> row.name().equals(seat.name()) && row.term() == term);
    }

    /// The node that holds the seat; empty if nobody does.
    public Optional<NodeRow> holder(Seat seat) {
        return seats.stream()
                .filter(row -> row.name().equals(seat.name()))
                .findFirst()
                .flatMap(row -> row.liveHolder(nodes, now));
    }
}
