package digestbot.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.app.schedule.JobScheduler.PeriodicJob;
import digestbot.database.Clocks;
import digestbot.ops.health.JobMonitor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobSchedulerTest {

    private static final Duration NEVER = Duration.ofHours(1);

    final JobScheduler schedule = new JobScheduler(new JobMonitor(Clocks.of(GivenTime.CLOCK)));
    final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        schedule.close();
    }

    @Test
    void runsAJobAtOnceAndAfterEachInterval() {
        schedule("job", Duration.ofMillis(50), runs::incrementAndGet);
        await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(5));
    }

    @Test
    void runsAJobWhenAsked() {
        schedule("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.runNow("job");
        await().until(() -> runs.get() == 2);
        schedule.runAfter("job", Duration.ofMillis(100));
        await().until(() -> runs.get() == 3);
    }

    @Test
    void aJobThatTheClockWouldDelayBecauseItWasSetBackRunsNow() {
        schedule("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.restoreMoved(Duration.ofMinutes(59));
        schedule.restoreMoved(Duration.ofHours(2));
        await().until(() -> runs.get() == 2);
        schedule.restoreMoved(Duration.ZERO);
        schedule.runNow("job");
        await().until(() -> runs.get() >= 3);
        assertThat(runs).hasValue(3);
    }

    @Test
    void runsAsSoonAsAnyoneAskedFor() {
        schedule("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.runAfter("job", NEVER);
        schedule.runAfter("job", Duration.ofMillis(50));
        schedule.runAfter("job", NEVER);
        await().until(() -> runs.get() == 2);
    }

    @Test
    void runsOnceMoreWhenAskedWhileRunningAndNeverTwiceAtOnce() {
        var inside = new AtomicInteger();
        var together = new AtomicBoolean();
        var go = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        schedule("job", NEVER, () -> {
            together.compareAndSet(false, inside.incrementAndGet() > 1);
            begun.countDown();
            wait(go);
            inside.decrementAndGet();
            runs.incrementAndGet();
        });
        wait(begun);
        schedule.runNow("job");
        schedule.runNow("job");
        schedule.runAfter("job", Duration.ofMillis(1));
        go.countDown();
        await().until(() -> runs.get() == 2);
        schedule.runNow("job");
        await().until(() -> runs.get() >= 3);
        assertThat(runs).as("runs after one more was asked for").hasValue(3);
        assertThat(together).isFalse();
    }

    @Test
    void runsAgainAfterAJobAskedForItselfAndAfterItFailed() {
        schedule("job", NEVER, () -> {
            if (runs.incrementAndGet() < 10) {
                schedule.runNow("job");
            }
            throw new IllegalStateException("a job that fails");
        });
        await().until(() -> runs.get() == 10);
    }

    @Test
    void losesNoRequest() {
        var seen = new AtomicInteger();
        var asked = new AtomicInteger();
        schedule("job", NEVER, () -> seen.set(asked.get()));
        for (int i = 1; i <= 300; i++) {
            asked.set(i);
            schedule.runNow("job");
        }
        await().until(() -> seen.get() == 300);
    }

    @Test
    void refusesASecondJobOfTheSameName() {
        schedule("job", NEVER, () -> {});
        assertThatThrownBy(() -> schedule("job", NEVER, () -> {})).hasMessageContaining("job");
    }

    @Test
    void runsACancelledJobNoMoreUntilItIsScheduledAgain() {
        for (int term = 1; term <= 2; term++) {
            int before = runs.get();
            schedule("job", NEVER, runs::incrementAndGet);
            await().until(() -> runs.get() == before + 1);
            schedule.cancel("job");
            schedule.runNow("job");
        }
        schedule("other", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 3);
    }

    @Test
    void aJobThatIsScheduledAgainWaitsForItsLastRun() {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        schedule("job", NEVER, () -> {
            begun.countDown();
            wait(go);
            runs.incrementAndGet();
        });
        wait(begun);
        schedule.cancel("job");
        var before = new AtomicInteger();
        schedule("job", NEVER, () -> before.set(runs.get()));
        go.countDown();
        await().until(() -> before.get() == 1);
    }

    @Test
    void stopsEvenWhenAJobDoesNot() {
        var never = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        schedule("job", NEVER, () -> {
            begun.countDown();
            wait(never);
            runs.incrementAndGet();
        });
        wait(begun);
        schedule.close();
        assertThat(runs).as("jobs that ended before the scheduler").hasValue(0);
        schedule.runNow("job");
        never.countDown();
    }

    private void schedule(String name, Duration interval, Runnable work) {
        schedule.schedule(new PeriodicJob(name, interval, work));
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
