package digestbot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.SimulatedDisk;
import digestbot.simulation.History.Result;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Histories of the whole bot, one for each seed. A failing seed is printed with the end of the
/// shortest history that still fails.
@Tag("sqlite")
@ExtendWith(Silence.class)
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 200);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int LINES = 200;

    @AutoClose
    private final SimulatedDisk disk = new SimulatedDisk();

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
