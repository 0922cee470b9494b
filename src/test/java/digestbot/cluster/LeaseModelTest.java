package digestbot.cluster;


import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of leases, terms and claims hold in random schedules.
@Tag("database")
class LeaseModelTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 25);
    private static final long SEED = Long.getLong("schedule.seed", 1);
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
        for (int i = 0; i < SCHEDULES; i++) {
            List<ScheduleStep> schedule = ScheduleStep.random(new Random(SEED + i), STEPS, NODES);
            try {
                new LeaseModel(database, NODES).run(schedule);
            } catch (AssertionError e) {
                throw new AssertionError("-Dschedule.seed=%d: %s".formatted(SEED + i, schedule), e);
            }
        }
    }
}
