package digestbot.console;

import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.cluster.ClusterStatus.NodeRow;
import j2html.tags.DomContent;
import java.time.Duration;
import java.time.Instant;

/// The nodes of a cluster, its leader and the last failover.
final class NodesSection {

    private NodesSection() {}

    /// Renders nothing for a single node, which has no row.
    static DomContent of(ClusterStatus cluster, Instant now) {
        if (cluster.nodes().isEmpty()) {
            return each();
        }
        return liveSection(
                "nodes",
                "Nodes",
                DataTable.<NodeRow>titled("Nodes")
                        .text("Node", NodeRow::name)
                        .text("Status", node -> status(cluster, node))
                        .text("Version", NodeRow::version)
                        .text("Configuration", node -> configuration(cluster, node))
                        .moment("Started", now, NodeRow::startedAt)
                        .of(cluster.nodes(), "No nodes."),
                p(cluster.leader().map(row -> leader(row, now)).orElseGet(() -> text("No node is the leader."))));
    }

    private static String status(ClusterStatus cluster, NodeRow node) {
        return node.isLive(cluster.now())
                ? "running"
                : "lost " + duration(Duration.between(node.until(), cluster.now())) + " ago";
    }

    private static DomContent leader(LeaderRow row, Instant now) {
        return each(
                text("Leader: %s in term %s since ".formatted(row.node().orElseThrow(), count(row.term()))),
                fullMoment(row.since(), now),
                text(row.lapsed()
                        .map(lost -> "; it took over from %s, which was lost.".formatted(lost))
                        .orElse(".")));
    }

    /// The state of the configuration. All nodes must have the same settings, except for those that
    /// name a node's files and ports.
    private static String configuration(ClusterStatus cluster, NodeRow node) {
        boolean same =
                cluster.live().stream().allMatch(other -> other.configuration().equals(node.configuration()));
        return same || !node.isLive(cluster.now()) ? node.configuration() : node.configuration() + ", differs";
    }
}
