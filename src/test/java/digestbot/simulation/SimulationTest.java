package digestbot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import digestbot.database.SimulatedDisk;
import digestbot.simulation.History.Result;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Histories of the whole bot, one for each seed. A failing seed is printed with the end of the
/// shortest history that still fails.
@Tag("sqlite")
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 200);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int LINES = 200;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("digestbot");
    private static @Nullable Level level;

    @AutoClose
    private final SimulatedDisk disk = new SimulatedDisk();

    /// Writing it would take most of the time.
    @BeforeAll
    static void logNothing() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(level);
    }

    @Test
    void everyHistoryIsSound() {
        long failing = LongStream.range(FIRST, FIRST + SEEDS)
                .filter(seed -> !History.of(seed).run(disk).isSound())
                .findFirst()
                .orElse(-1);
        if (failing >= 0) {
            Result shortest = History.of(failing).shrunk(disk);
            assertThat(shortest.violations()).as(shortest.report(LINES)).isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(History.of(7).run(disk).story())
                .isEqualTo(History.of(7).run(disk).story());
    }
}
