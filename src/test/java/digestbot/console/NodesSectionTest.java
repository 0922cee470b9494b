package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.cluster.ClusterStatus.NodeRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodesSectionTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");
    private static final List<NodeRow> NODES = List.of(
            node("a", "abc", NOW.minusSeconds(60)),
            node("b", "abc", NOW.plusMillis(4_200)),
            node("c", "xyz", NOW.plusSeconds(5)));

    private static NodeRow node(String name, String configuration, Instant until) {
        return new NodeRow(name, "1.2", configuration, true, NOW.minusSeconds(3_600), until);
    }

    private static String page(Optional<LeaderRow> lease, List<NodeRow> nodes) {
        return NodesSection.of(new ClusterStatus(NOW, nodes, lease), NOW)
                .render()
                .replaceAll("<time[^>]*>[^<]+</time>", "at")
                .replaceAll("<[^>]+>", "|")
                .replaceAll("\\|+", "|");
    }

    @Test
    void showsTheNodesTheLeaderAndTheLastFailoverIfThereAreSeveral() {
        var leader =
                new LeaderRow(1_003, Optional.of("b"), NOW.minusSeconds(120), NOW.plusSeconds(4), Optional.of("a"));
        assertThat(page(Optional.of(leader), NODES))
                .contains(
                        "|a|lost 60 s ago|",
                        "|b|running|1.2|abc, differs|",
                        "|c|running|",
                        "Leader: b in term 1,003 since ",
                        "; it took over from a, which was lost.");
        var lapsed = new LeaderRow(3, Optional.of("a"), NOW.minusSeconds(120), NOW, Optional.empty());
        assertThat(page(Optional.of(lapsed), NODES)).contains("No node is the leader.");
        assertThat(page(Optional.empty(), List.of())).isEmpty();
    }
}
