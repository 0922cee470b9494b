package digestbot.console.overview;

import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.NodeRow;
import digestbot.cluster.Seat;
import digestbot.cluster.SeatRow;
import digestbot.cluster.SeatRow.Holder;
import digestbot.console.page.DataTable;
import digestbot.console.page.PageParts;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The nodes of a cluster, what each of them does, and the last failover.
final class NodesSection {

    private NodesSection() {}

    /// Nothing if there is only one node, which has no row.
    static DomContent of(ClusterStatus cluster, Instant now) {
        if (cluster.nodes().isEmpty()) {
            return text("");
        }
        return PageParts.liveSection(
                "nodes",
                "Nodes",
                DataTable.<NodeRow>titled("Nodes")
                        .text("Node", NodeRow::name)
                        .text("Status", node -> status(cluster, node))
                        .text("Does", node -> seats(cluster, node))
                        .text("Version", NodeRow::version)
                        .text("Configuration", node -> configuration(cluster, node))
                        .moment("Started", now, NodeRow::startedAt)
                        .of(cluster.nodes(), "No nodes."),
                failovers(cluster, now));
    }

    private static String status(ClusterStatus cluster, NodeRow node) {
        if (node.isLive(cluster.now())) {
            return "running";
        }
        return node.until().equals(Instant.EPOCH) ? "stopped" : "lost";
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
