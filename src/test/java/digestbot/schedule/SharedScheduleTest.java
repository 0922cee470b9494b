package digestbot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.SchemaTables;
import digestbot.database.TestDatabase;
import digestbot.health.JobMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class SharedScheduleTest {

    private static final Duration OFTEN = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        TestDatabase.assumePostgres();
        database = Database.open(TestDatabase.onPostgres(folder));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private JobScheduler node(String name, JobMonitor monitor, InstantSource sharedClock) {
        return JobScheduler.join(database, database.libraryPool(name, 4).orElseThrow(), name, monitor, sharedClock);
    }

    private JobScheduler node(String name) {
        return node(name, new JobMonitor(Clocks.of(InstantSource.system())), InstantSource.system());
    }

    @Test
    void aJobRunsOnOneNodeAtATime() {
        var running = new AtomicInteger();
        var together = new AtomicBoolean();
        var runs = new AtomicInteger();
        Runnable job = () -> {
            together.compareAndSet(false, running.incrementAndGet() > 1);
            runs.incrementAndGet();
            running.decrementAndGet();
        };
        try (JobScheduler first = node("first");
                JobScheduler second = node("second")) {
            first.schedule("rounds", OFTEN, job);
            second.schedule("rounds", OFTEN, job);
            first.begin();
            second.begin();
            await().until(() -> runs.get() >= 10);
        }
        assertThat(together).isFalse();
    }

    @Test
    void anotherNodeGoesOnAfterOneHasStopped() {
        var ofFirst = new AtomicInteger();
        var ofSecond = new AtomicInteger();
        try (JobScheduler second = node("second")) {
            try (JobScheduler first = node("first")) {
                first.schedule("rounds", OFTEN, ofFirst::incrementAndGet);
                first.begin();
                await().until(() -> ofFirst.get() >= 2);
            }
            second.schedule("rounds", OFTEN, ofSecond::incrementAndGet);
            second.begin();
            await().until(() -> ofSecond.get() >= 2);
        }
    }

    @Test
    void aNodeWhoseClockIsWrongLeavesTheJobsToOthers() {
        var ofWrong = new AtomicInteger();
        var ofRight = new AtomicInteger();
        InstantSource hourBehind = () -> InstantSource.system().instant().minus(Duration.ofHours(1));
        var monitor = new JobMonitor(Clocks.of(InstantSource.system()));
        try (JobScheduler wrong = node("wrong", monitor, hourBehind);
                JobScheduler right = node("right")) {
            wrong.schedule("rounds", OFTEN, ofWrong::incrementAndGet);
            right.schedule("rounds", OFTEN, ofRight::incrementAndGet);
            wrong.begin();
            await().until(wrong::isPaused);
            right.begin();
            int before = ofWrong.get();
            await().until(() -> ofRight.get() >= 10);
            assertThat(ofWrong).hasValue(before);
            assertThat(checkIns("wrong"))
                    .as("it never showed itself to the others")
                    .isEmpty();
        }
    }

    @Test
    void aNodeWhoseClockGoesWrongLeavesTheScheduleAndComesBack() {
        var ofFirst = new AtomicInteger();
        var ofSecond = new AtomicInteger();
        var behind = new AtomicReference<>(Duration.ZERO);
        var monitor = new JobMonitor(Clocks.of(InstantSource.system()));
        try (JobScheduler first =
                node("first", monitor, () -> InstantSource.system().instant().minus(behind.get()))) {
            first.schedule("rounds", OFTEN, ofFirst::incrementAndGet);
            first.begin();
            await().until(() -> ofFirst.get() >= 2);
            behind.set(Duration.ofHours(1));
            await().until(first::isPaused);
            List<Long> checkIns = checkIns("first");
            int before = ofFirst.get();
            // While the second node runs, it may take each run as soon as the one before has ended.
            try (JobScheduler second = node("second")) {
                second.schedule("rounds", OFTEN, ofSecond::incrementAndGet);
                second.begin();
                await().until(() -> ofSecond.get() >= 10);
                assertThat(checkIns("first"))
                        .as("its cluster manager has ended, or others have removed it")
                        .isSubsetOf(checkIns);
                behind.set(Duration.ZERO);
                await().until(() -> !first.isPaused());
            }
            await().until(() -> ofFirst.get() > before + 1); // a run may have been under way
        }
    }

    private List<Long> checkIns(String node) {
        return database.read(tx -> SchemaTables.exists(tx, "qrtz_scheduler_state")
                ? tx.numbers("SELECT last_checkin_time FROM qrtz_scheduler_state WHERE instance_name = ?", node)
                : List.of());
    }

    @Test
    void aJobThatRunsElsewhereIsNotOverdueHere() {
        var monitor = new JobMonitor(Clocks.of(InstantSource.system()));
        try (JobScheduler idle = node("idle", monitor, InstantSource.system());
                JobScheduler busy = node("busy")) {
            idle.schedule("rounds", Duration.ofSeconds(1), Duration.ofSeconds(1), () -> {
                throw new IllegalStateException("it cannot run here");
            });
            busy.schedule("rounds", Duration.ofSeconds(1), () -> {});
            busy.begin();
            idle.begin();
            await().until(() -> monitor.all().getFirst().lastError().isEmpty()
                    && monitor.all().getFirst().isHealthy());
        }
    }

    @Test
    void aJobThatFailsOnOneNodeAfterTheOtherIsOverdueOnBoth() {
        var first = new JobMonitor(Clocks.of(InstantSource.system()));
        var second = new JobMonitor(Clocks.of(InstantSource.system()));
        Runnable fails = () -> {
            throw new IllegalStateException("it cannot run anywhere");
        };
        try (JobScheduler one = node("one", first, InstantSource.system());
                JobScheduler other = node("other", second, InstantSource.system())) {
            one.schedule("rounds", OFTEN, Duration.ofSeconds(2), fails);
            other.schedule("rounds", OFTEN, Duration.ofSeconds(2), fails);
            one.begin();
            other.begin();
            await().until(() -> !first.overdue().isEmpty() && !second.overdue().isEmpty());
        }
    }
}
