package digestbot.cluster;

import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.database.SchemaTables;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The nodes and seats of a cluster at one moment, for people. The nodes are sorted by name, and
/// include those that ended in the last days.
public record ClusterStatus(Instant now, List<NodeRow> nodes, List<SeatRow> seats) {

    /// Far more than another node needs to take over.
    private static final Duration MAX_FREE = Duration.ofMinutes(1);

    private static final Duration UNUSED = Duration.ofDays(1);

    public ClusterStatus {
        nodes = List.copyOf(nodes);
        seats = List.copyOf(seats);
    }

    public static ClusterStatus read(Transaction transaction) {
        return read(transaction, Transaction::databaseTime);
    }

    static ClusterStatus read(Transaction transaction, Function<Transaction, Instant> clock) {
        var store = new ClusterStore(clock);
        return new ClusterStatus(clock.apply(transaction), store.nodes(transaction), store.seats(transaction));
    }

    /// Empty if the database has no tables yet.
    public static List<NodeRow> liveNodes(Transaction transaction) {
        return SchemaTables.exists(transaction, "node") ? read(transaction).live() : List.of();
    }

    public List<NodeRow> live() {
        return nodes.stream().filter(node -> node.isLive(now)).toList();
    }

    public Optional<NodeRow> holder(Seat seat) {
        return row(seat).flatMap(row -> row.liveHolder(nodes, now));
    }

    /// The number of the seat's current or last term; 0 if no node ever held it.
    public long term(Seat seat) {
        return row(seat).map(SeatRow::term).orElse(0L);
    }

    /// The time since when no node has held the seat, if that is too long ago for a takeover. A
    /// seat that no node ever held has been free since the last node started.
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

    /// The stored seats that no node has held for a minute or more, by name. A seat that has been
    /// free for a day belongs to an account that is no longer used.
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

    Optional<SeatRow> row(Seat seat) {
        return seats.stream().filter(row -> row.name().equals(seat.name())).findFirst();
    }

    /// A stored node.
    ///
    /// @param term the number of the period for which the node holds its lease; it grows with every
    ///     start, and whenever the lease lapsed
    /// @param until the end of the lease, by the database's clock
    public record NodeRow(
            String name,
            long term,
            String version,
            String configuration,
            Set<String> preferred,
            Instant startedAt,
            Instant until) {

        static final Duration MAX_REMAINING = NodeLease.LENGTH.multipliedBy(2);

        public NodeRow {
            preferred = Set.copyOf(preferred);
        }

        /// A lease that ends later than a new one would was written before the database's clock was
        /// set back, and counts as lapsed: its node renews it soon if it is alive.
        public boolean isLive(Instant now) {
            return until.isAfter(now) && !until.isAfter(now.plus(MAX_REMAINING));
        }
    }

    /// A stored seat.
    ///
    /// @param term the number of the current or last term
    /// @param holder the node that holds the seat; empty if it was given back
    /// @param since the time when the term began or the seat was given back, by the database's
    ///     clock
    /// @param lapsed the node from which the seat was taken because that node's lease had lapsed
    public record SeatRow(String name, long term, Optional<Holder> holder, Instant since, Optional<String> lapsed) {

        public record Holder(String node, long term) {}

        /// Only for a seat that no node holds now.
        Instant freeSince(List<NodeRow> nodes) {
            return taker(nodes).map(NodeRow::until).orElse(since);
        }

        private Optional<NodeRow> taker(List<NodeRow> nodes) {
            return holder.flatMap(held -> nodes.stream()
                    .filter(node -> node.name().equals(held.node()) && node.term() == held.term())
                    .findFirst());
        }

        /// For people, without the account.
        public String title() {
            return new Seat(name).title();
        }

        /// Empty if the seat is free or its holder's lease has lapsed.
        public Optional<NodeRow> liveHolder(List<NodeRow> nodes, Instant now) {
            return taker(nodes).filter(node -> node.isLive(now));
        }
    }
}
