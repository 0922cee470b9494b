package digestbot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.SimulatedDisk;
import digestbot.simulation.History.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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

    private static final long SEEDS = Long.getLong("simulation.seeds", 120);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int LINES = 40;

    @AutoClose
    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void everyHistoryIsSound() {
        LongStream.range(FIRST, FIRST + SEEDS).forEach(this::assertSound);
    }

    @Test
    void seedsThatFailedOnceAreSound() throws IOException {
        try (InputStream in = SimulationTest.class.getResourceAsStream("/seeds/failed.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> assertSound(Long.parseLong(line.substring(0, line.indexOf(' ')))));
        }
    }

    private void assertSound(long seed) {
        if (!History.of(seed).run(disk).isSound()) {
            Result shortest = History.of(seed).shrunk(disk);
            assertThat(shortest.violations()).as(shortest.report(LINES)).isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(History.of(7).run(disk).story())
                .isEqualTo(History.of(7).run(disk).story());
    }
}
