package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.cluster.ClusterStatus.SeatRow;
import digestbot.cluster.ClusterStatus.SeatRow.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodesSectionTest {

    private static final Instant NOW = Instant.parse("2026-02-06T12:00:00Z");

    private static NodeRow node(String name, String configuration, Instant until) {
        return new NodeRow(name, 2, "1.2", configuration, Set.of(), NOW.minusSeconds(3_600), until);
    }

    @Test
    void showsWhatEachNodeDoesWhoHoldsEachSeatAndTheLastFailoverIfThereAreSeveral() {
        var cluster = new ClusterStatus(
                NOW,
                List.of(
                        node("a", "abc", NOW.minusSeconds(60)),
                        node("b", "abc", NOW.plusMillis(4_200)),
                        node("c", "xyz", NOW.plusSeconds(5)),
                        node("d", "abc", Instant.EPOCH)),
                List.of(
                        new SeatRow("discord:7", 12, Optional.of(new Holder("a", 2)), NOW, Optional.empty()),
                        new SeatRow("intake", 1_003, Optional.empty(), NOW.minusSeconds(7_200), Optional.empty()),
                        new SeatRow(
                                "telegram:5",
                                3,
                                Optional.of(new Holder("b", 2)),
                                NOW.minusSeconds(120),
                                Optional.of("a"))));
        String page = NodesSection.of(cluster, NOW).render();
        assertThat(page).contains("2026-02-06", "<caption class=\"visually-hidden\">Seats</caption>");
        assertThat(page.replaceAll("<time[^>]*>[^<]+</time>", "at")
                        .replaceAll("<[^>]+>", "|")
                        .replaceAll("\\|+", "|"))
                .contains(
                        "|a|lost, lease lapsed 60 s ago|",
                        "|b|running, lease 4.2 s left|1.2|abc, differs|",
                        "|c|running, lease 5.0 s left|",
                        "|d|stopped, lease given back|",
                        "|discord|free, last held by a|12|at|",
                        "|intake|free|1,003|at|",
                        "|telegram|b, took over from a, which was lost|3|at|");
        assertThat(NodesSection.of(new ClusterStatus(NOW, List.of(), List.of()), NOW)
                        .render())
                .isEmpty();
    }
}
