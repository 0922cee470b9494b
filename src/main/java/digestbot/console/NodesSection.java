package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The nodes of a cluster with their leases, and the seats with their holders and last failovers.
final class NodesSection {

    static final String ID = "nodes";

    private NodesSection() {}

    /// Renders nothing for a single node, which has no row.
    static DomContent of(ClusterStatus cluster, Instant now) {
        if (cluster.nodes().isEmpty()) {
            return each();
        }
        return liveSection(
                ID,
                "Nodes",
                DataTable.<NodeRow>titled("Nodes")
                        .text("Node", NodeRow::name)
                        .text("Status", node -> status(cluster, node))
                        .text("Version", NodeRow::version)
                        .text("Configuration", node -> configuration(cluster, node))
                        .moment("Started", now, NodeRow::startedAt)
                        .of(cluster.nodes(), "No nodes."),
                DataTable.<SeatRow>titled("Seats")
                        .text("Seat", SeatRow::title)
                        .text("Holder", seat -> holder(cluster, seat))
                        .number("Term", SeatRow::term)
                        .moment("Since", now, SeatRow::since)
                        .of(cluster.seats(), "No node has taken a seat yet."));
    }

    private static String status(ClusterStatus cluster, NodeRow node) {
        if (node.isLive(cluster.now())) {
            return "running, lease " + duration(Duration.between(cluster.now(), node.until())) + " left";
        }
        return node.until().equals(Instant.EPOCH)
                ? "stopped, lease given back"
                : "lost, lease lapsed " + duration(Duration.between(node.until(), cluster.now())) + " ago";
    }

    private static String holder(ClusterStatus cluster, SeatRow seat) {
        Optional<NodeRow> holder = seat.liveHolder(cluster.nodes(), cluster.now());
        if (holder.isEmpty()) {
            return seat.holder()
                    .map(held -> "free, last held by " + held.node())
                    .orElse("free");
        }
        return holder.get().name()
                + seat.lapsed()
                        .map(lost -> ", took over from " + lost + ", which was lost")
                        .orElse("");
    }

    /// All nodes must have the same settings, but for those that name their own files and ports.
    private static String configuration(ClusterStatus cluster, NodeRow node) {
        boolean same =
                cluster.live().stream().allMatch(other -> other.configuration().equals(node.configuration()));
        return same || !node.isLive(cluster.now()) ? node.configuration() : node.configuration() + ", differs";
    }
}
