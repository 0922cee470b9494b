package digestbot.console.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cluster.ClusterRows;
import digestbot.cluster.Seat;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.health.JobMonitor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class ClusterMetricsTest {

    private static final Seat TELEGRAM = Seat.ofAccount("telegram", "77");

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder.resolve("bot.sqlite"));
        database.writeWithoutResult(tx -> {
            ClusterRows.liveNode(tx, "one");
            ClusterRows.liveNode(tx, "two");
            ClusterRows.stoppedNode(tx, "three");
            ClusterRows.heldSeat(tx, TELEGRAM.name(), 5, "one");
            ClusterRows.freeSeat(tx, Seat.INTAKE.name(), tx.databaseTime());
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> scraped(List<Seat> seats, String node) {
        InstantSource clock = InstantSource.system();
        try (var metrics = new Metrics(
                database,
                new BotInfo("1.0", clock.instant(), Optional::empty),
                Map.of(),
                new JobMonitor(Clocks.of(clock)),
                new ClusterMetrics(() -> seats, node),
                clock)) {
            return metrics.scrape().lines().toList();
        }
    }

    @Test
    void saysWhichSeatsAreHeldAndWhetherHere() {
        List<Seat> seats = List.of(TELEGRAM, Seat.INTAKE);
        assertThat(scraped(seats, "one"))
                .contains(
                        "digestbot_nodes 2.0",
                        "digestbot_seat_held{seat=\"telegram\"} 1.0",
                        "digestbot_seat_held_here{seat=\"telegram\"} 1.0",
                        "digestbot_seat_term{seat=\"telegram\"} 5.0",
                        "digestbot_seat_held{seat=\"intake\"} 0.0",
                        "digestbot_seat_held_here{seat=\"intake\"} 0.0");
        assertThat(scraped(seats, "two"))
                .contains(
                        "digestbot_seat_held{seat=\"telegram\"} 1.0",
                        "digestbot_seat_held_here{seat=\"telegram\"} 0.0");
    }

    @Test
    void aBotThatIsAloneHasNone() {
        assertThat(scraped(List.of(), "")).noneMatch(line -> line.contains("digestbot_seat"));
    }
}
