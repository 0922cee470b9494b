package digestbot.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A seat as it is stored.
///
/// @param name the unique name
/// @param term the number of the current or last term
/// @param holder the node that holds it; empty if it was given back
/// @param since the time when the term began or the seat was given back, by the database's clock
/// @param lapsed the node from which it was taken because that node's lease had lapsed; empty if the
///     seat was free
public record SeatRow(String name, long term, Optional<Holder> holder, Instant since, Optional<String> lapsed) {

    public record Holder(String node, long term) {}

    /// The time since when no node has held the seat, if none does now.
    Instant freeSince(List<NodeRow> nodes) {
        return holder.flatMap(held -> nodes.stream()
                        .filter(node -> node.name().equals(held.node()) && node.term() == held.term())
                        .map(NodeRow::until)
                        .findFirst())
                .orElse(since);
    }

    /// The name for people, without the account.
    public String title() {
        return new Seat(name).title();
    }

    /// The node that holds the seat; empty if it is free or its holder's lease has lapsed.
    public Optional<NodeRow> liveHolder(List<NodeRow> nodes, Instant now) {
        return holder.flatMap(held -> nodes.stream()
                .filter(node -> node.name().equals(held.node()) && node.term() == held.term() && node.isLive(now))
                .findFirst());
    }
}
