package digestbot.bench;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.bench.GrowthBench.GrowthTable;
import digestbot.bench.PeerBench.PeerOutcome;
import digestbot.bench.PeerBench.PeerTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void figuresHaveTheirQuantiles() {
        var figures = new Figures();
        figures.addQuantiles(
                "today", IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList(), "/today");
        assertThat(lines(figures.table("Idle.")))
                .contains("Idle.")
                .endsWith(
                        "| today_p50_ms | 100 | ms | /today; 200 questions |",
                        "| today_p99_ms | 198 | ms | /today; 200 questions |");
    }

    @Test
    void eachValueIsComparedWithTheOneBefore() {
        var table = new GrowthTable("subscribers", List.of(1_000, 10_000, 100_000));
        table.add("planning, s", List.of(0.5, 6.0, 54.0));
        assertThat(lines(table.toString()))
                .startsWith("| subscribers | 1,000 | 10,000 | 100,000 | × 10.0 | × 10.0 |")
                .endsWith("| planning, s | 0.500 | 6.00 | 54.0 | × 12.0 | × 9.00 |");
    }

    @Test
    void peersAreComparedWithTheBot() {
        var bot = new PeerOutcome.Measured("digestbot", 1_000, 0.5, 200, true);
        var peer = new PeerOutcome.Measured("hello", 500, 0.75, 100, false);
        var skipped = new PeerOutcome.Skipped("broken", "there is no node");
        assertThat(lines(PeerTable.of(bot, List.of(peer, skipped))))
                .contains(
                        "| digestbot | 1000 | 1.00 | 0.500 | 1.00 | 200 | yes |",
                        "| hello | 500 | 0.50 | 0.750 | 1.50 | 100 | no |",
                        "Not measured: broken, there is no node");
    }

    private static List<String> lines(String table) {
        return table.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }
}
