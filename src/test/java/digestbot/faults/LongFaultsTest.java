package digestbot.faults;

import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The same faults, more often and on a larger crowd: `mvn -q -Pfaults verify`, and with `-Dfaults.seed=…` again.
@Tag("faults")
@Timeout(1_800)
class LongFaultsTest {

    private final long seed = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    @TempDir
    Path folder;

    @Test
    void fiftyKillsInAFanOutToFiveThousand() throws Exception {
        int kills = Integer.getInteger("faults.kills", 50);
        int chats = Integer.getInteger("faults.chats", 5_000);
        print("seed %d: %d chats, %d kills".formatted(seed, chats, kills));
        try (Ground ground = Ground.telegram(folder)) {
            var outcome = new KillRun(ground, chats, kills, 5, new Random(seed), LongFaultsTest::print).run();
            IntSummaryStatistics unsettled = outcome.windows().stream()
                    .mapToInt(KillRun.Window::unsettled)
                    .summaryStatistics();
            print("%s; sent and not settled at a kill: at most %d, %.1f in the mean; %d of %d commands answered"
                    .formatted(
                            outcome.ledger().line(),
                            unsettled.getMax(),
                            unsettled.getAverage(),
                            outcome.repliesOwed(),
                            outcome.typed()));
            KillTest.check(outcome);
        }
    }

    @Test
    void brokenConnections() throws Exception {
        print("seed %d: broken connections".formatted(seed));
        try (Ground ground = Ground.withDoors(folder)) {
            SocketsTest.check(ground, 1_000, 40, seed);
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
