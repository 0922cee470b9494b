package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow;
import digestbot.cluster.ClusterStatus.SeatRow.Holder;
import digestbot.cluster.Seat;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The nodes of a cluster with their leases, the seats with their holders, and the last failovers.
final class NodesSection {

    static final String ID = "nodes";

    private static final String FREE = "–";

    private NodesSection() {}

    /// Renders nothing for a single node, which has no row.
    static DomContent of(ClusterStatus cluster, Instant now) {
        if (cluster.nodes().isEmpty()) {
            return text("");
        }
        return PageParts.liveSection(
                ID,
                "Nodes",
                DataTable.<NodeRow>titled("Nodes")
                        .text("Node", NodeRow::name)
                        .text("Status", node -> status(cluster, node))
                        .text("Lease", node -> lease(cluster, node))
                        .text("Does", node -> seats(cluster, node))
                        .text("Version", NodeRow::version)
                        .text("Configuration", node -> configuration(cluster, node))
                        .moment("Started", now, NodeRow::startedAt)
                        .of(cluster.nodes(), "No nodes."),
                seats(cluster, now),
                failovers(cluster, now));
    }

    private static String status(ClusterStatus cluster, NodeRow node) {
        if (node.isLive(cluster.now())) {
            return "running";
        }
        return node.until().equals(Instant.EPOCH) ? "stopped" : "lost";
    }

    private static String lease(ClusterStatus cluster, NodeRow node) {
        if (node.isLive(cluster.now())) {
            return PageParts.duration(Duration.between(cluster.now(), node.until())) + " left";
        }
        return node.until().equals(Instant.EPOCH)
                ? "given back"
                : "lapsed " + PageParts.duration(Duration.between(node.until(), cluster.now())) + " ago";
    }

    private static DomContent seats(ClusterStatus cluster, Instant now) {
        return DataTable.<SeatRow>titled("Seats")
                .text("Seat", SeatRow::title)
                .text("Holder", seat -> holder(cluster, seat))
                .number("Term", SeatRow::term)
                .moment("Since", now, SeatRow::since)
                .text(
                        "Lease",
                        seat -> seat.liveHolder(cluster.nodes(), cluster.now())
                                .map(node -> lease(cluster, node))
                                .orElse(FREE))
                .of(cluster.seats(), "No node has taken a seat yet.");
    }

    private static String holder(ClusterStatus cluster, SeatRow seat) {
        return seat.liveHolder(cluster.nodes(), cluster.now())
                .map(NodeRow::name)
                .orElseGet(() -> seat.holder()
                        .map(held -> "free, last held by " + held.node())
                        .orElse("free"));
    }

    private static String seats(ClusterStatus cluster, NodeRow node) {
        return cluster.seats().stream()
                .map(seat -> new Seat(seat.name()))
                .filter(seat -> cluster.holder(seat)
                        .filter(holder -> holder.name().equals(node.name()))
                        .isPresent())
                .map(Seat::title)
                .collect(Collectors.joining(", "));
    }

    /// All nodes must have the same settings, but for those that name their own files and ports.
    private static String configuration(ClusterStatus cluster, NodeRow node) {
        boolean same =
                cluster.live().stream().allMatch(other -> other.configuration().equals(node.configuration()));
        return same || !node.isLive(cluster.now()) ? node.configuration() : node.configuration() + ", differs";
    }

    private static DomContent failovers(ClusterStatus cluster, Instant now) {
        List<SeatRow> taken = cluster.seats().stream()
                .filter(seat -> seat.lapsed().isPresent() && seat.holder().isPresent())
                .toList();
        return ul(each(
                taken,
                seat -> li(
                        text("%s took over %s from %s, which was lost: "
                                .formatted(
                                        seat.holder().map(Holder::node).orElseThrow(),
                                        new Seat(seat.name()).title(),
                                        seat.lapsed().orElseThrow())),
                        PageParts.fullMoment(seat.since(), now))));
    }
}
