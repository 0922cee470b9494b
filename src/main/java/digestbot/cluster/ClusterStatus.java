package digestbot.cluster;

import digestbot.database.SchemaTables;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The nodes and seats of a cluster at one moment, for people.
///
/// @param now the time of the database's clock
/// @param nodes all nodes, by name; also those that ended in the last days
/// @param seats the seats, by name
public record ClusterStatus(Instant now, List<NodeRow> nodes, List<SeatRow> seats) {

    /// The time for which a seat may be free: far more than another node needs to take over.
    private static final Duration MAX_FREE = Duration.ofMinutes(1);

    private static final Duration UNUSED = Duration.ofDays(1);

    public ClusterStatus {
        nodes = List.copyOf(nodes);
        seats = List.copyOf(seats);
    }

    public static ClusterStatus read(Transaction transaction) {
        DatabaseClock clock = DatabaseClock.OF_SERVER;
        return new ClusterStatus(
                clock.now(transaction), new NodeStore(clock).all(transaction), new SeatStore(clock).all(transaction));
    }

    /// The nodes that use the database now; none if it has no tables yet.
    public static List<NodeRow> liveNodes(Transaction transaction) {
        return SchemaTables.exists(transaction, "node") ? read(transaction).live() : List.of();
    }

    public List<NodeRow> live() {
        return nodes.stream().filter(node -> node.isLive(now)).toList();
    }

    public Optional<NodeRow> holder(Seat seat) {
        return row(seat).flatMap(row -> row.liveHolder(nodes, now));
    }

    /// The number of the seat's current or last term; 0 if it was never held.
    public long term(Seat seat) {
        return row(seat).map(SeatRow::term).orElse(0L);
    }

    /// The time since when no node has held the seat, if that is too long ago for a takeover; else
    /// empty. A seat that was never held has been free since the last node started.
    public Optional<Instant> abandonedSince(Seat seat) {
        if (holder(seat).isPresent()) {
            return Optional.empty();
        }
        Instant lastStart = nodes.stream()
                .map(NodeRow::startedAt)
                .max(Comparator.naturalOrder())
                .orElse(now);
        return Optional.of(row(seat).map(row -> row.freeSince(nodes)).orElse(lastStart))
                .filter(since -> freeFor(since).compareTo(MAX_FREE) >= 0);
    }

    /// The stored seats that no node has held for a minute or more, by name. One that has been free for
    /// a day belongs to an account that is no longer used.
    public List<SeatRow> abandoned() {
        return seats.stream()
                .filter(row -> row.liveHolder(nodes, now).isEmpty())
                .filter(row -> {
                    Duration free = freeFor(row.freeSince(nodes));
                    return free.compareTo(MAX_FREE) >= 0 && free.compareTo(UNUSED) < 0;
                })
                .toList();
    }

    private Duration freeFor(Instant since) {
        return Duration.between(since, now);
    }

    private Optional<SeatRow> row(Seat seat) {
        return seats.stream().filter(row -> row.name().equals(seat.name())).findFirst();
    }
}
