package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of leases, terms and claims hold in random schedules.
@Tag("database")
class LeaseModelTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 25);
    private static final int STEPS = 120;
    private static final int NODES = 3;

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder.resolve("bot.sqlite"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void inNoScheduleTwoNodesSendAtTheSameTimeAndNothingIsLost() {
        long seed = Long.getLong("schedule.seed", System.nanoTime());
        for (int i = 0; i < SCHEDULES; i++) {
            List<ScheduleStep> schedule = ScheduleStep.random(new Random(seed + i), STEPS, NODES);
            broken(schedule, (term, _) -> term.isCurrent()).ifPresent(_ -> {
                List<ScheduleStep> shortest = ScheduleStep.shrink(
                        schedule,
                        fewer -> broken(fewer, (term, _) -> term.isCurrent()).isPresent());
                throw new AssertionError("-Dschedule.seed=%d: %s in %s"
                        .formatted(seed, broken(shortest, (term, _) -> term.isCurrent()), shortest));
            });
        }
    }

    /// The rule that is broken, if any.
    private Optional<String> broken(List<ScheduleStep> schedule, BiPredicate<SeatTerm, LeaseModel.Node> maySend) {
        try {
            new LeaseModel(database, NODES, maySend).run(schedule);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void theModelFindsNodesThatSendWithoutAskingForTheTermAndShowsAShortSchedule() {
        BiPredicate<SeatTerm, LeaseModel.Node> careless = (_, _) -> true;
        List<ScheduleStep> failing = List.of();
        for (int i = 0; failing.isEmpty(); i++) {
            List<ScheduleStep> schedule = ScheduleStep.random(new Random(i), STEPS, NODES);
            failing = broken(schedule, careless).isPresent() ? schedule : List.of();
        }
        List<ScheduleStep> shortest =
                ScheduleStep.shrink(failing, fewer -> broken(fewer, careless).isPresent());
        assertThat(shortest).hasSizeLessThan(20);
        assertThat(broken(shortest, careless))
                .hasValueSatisfying(rule -> assertThat(rule).contains("term"));
    }
}
