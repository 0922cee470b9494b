package digestbot.app.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.Waiting;
import digestbot.app.schedule.JobScheduler.PeriodicJob;
import digestbot.concurrent.StepThread;
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

    final JobMonitor monitor = new JobMonitor(Clocks.of(GivenTime.CLOCK));
    final JobScheduler schedule = new JobScheduler(monitor, Duration.ofMillis(50));
    final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        schedule.close();
    }

    @Test
    void runsAJobAtOnceAndAfterEachInterval() {
        schedule("job", Duration.ofMillis(10), runs::incrementAndGet);
        await().untilAsserted(() -> assertThat(runs).hasValueGreaterThan(5));
    }

    @Test
    void runsAJobWhenAsked() {
        schedule("job", NEVER, runs::incrementAndGet);
        awaitRuns(1);
        schedule.runNow("job");
        awaitRuns(2);
        schedule.runAfter("job", Duration.ofMillis(100));
        awaitRuns(3);
    }

    @Test
    void stepsThatFailAreRepeatedAndWatched() {
        var works = new AtomicBoolean();
        StepThread steps = schedule.steps("steps", Duration.ofMillis(10), () -> {
            if (!works.get()) {
                throw new IllegalStateException("broken");
            }
            return StepThread.UNTIL_WOKEN;
        });
        steps.start();
        await().untilAsserted(() -> assertThat(monitor.all())
                .singleElement()
                .satisfies(job -> assertThat(job.lastError()).contains("broken")));
        works.set(true);
        await().untilAsserted(() -> assertThat(monitor.all())
                .singleElement()
                .satisfies(job -> assertThat(job.lastError()).isEmpty()));
        assertThat(steps.close(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void aJobThatTheClockWouldDelayBecauseItWasSetBackRunsNow() {
        schedule("job", NEVER, runs::incrementAndGet);
        awaitRuns(1);
        schedule.restoreMoved(Duration.ofMinutes(59));
        schedule.restoreMoved(Duration.ofHours(2));
        awaitRuns(2);
        schedule.restoreMoved(Duration.ZERO);
        schedule.runNow("job");
        awaitRuns(3);
    }

    @Test
    void runsAsSoonAsAnyoneAskedFor() {
        schedule("job", NEVER, runs::incrementAndGet);
        awaitRuns(1);
        schedule.runAfter("job", NEVER);
        schedule.runAfter("job", Duration.ofMillis(50));
        schedule.runAfter("job", NEVER);
        awaitRuns(2);
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
            Waiting.at(go);
            inside.decrementAndGet();
            runs.incrementAndGet();
        });
        Waiting.at(begun);
        schedule.runNow("job");
        schedule.runNow("job");
        schedule.runAfter("job", Duration.ofMillis(1));
        go.countDown();
        awaitRuns(2);
        schedule.runNow("job");
        awaitRuns(3);
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
        awaitRuns(10);
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
        Waiting.count("the last request that a run saw", 300, seen::get);
    }

    @Test
    void refusesASecondJobOfTheSameName() {
        schedule("job", NEVER, () -> {});
        assertThatThrownBy(() -> schedule("job", NEVER, () -> {})).hasMessageContaining("job");
    }

    @Test
    void runsACancelledJobNoMoreUntilItIsScheduledAgain() {
        for (int term = 1; term <= 2; term++) {
            schedule("job", NEVER, runs::incrementAndGet);
            awaitRuns(term);
            schedule.cancel("job");
            schedule.runNow("job");
        }
        schedule("other", NEVER, runs::incrementAndGet);
        awaitRuns(3);
    }

    @Test
    void cancelsAJobWhoseRequestIsJustBeingFulfilled() {
        for (int i = 0; i < 300; i++) {
            schedule("job", NEVER, () -> {});
            schedule.runNow("job");
            schedule.cancel("job");
        }
    }

    @Test
    void aJobThatIsScheduledAgainWaitsForItsLastRun() {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        schedule("job", NEVER, () -> {
            begun.countDown();
            Waiting.at(go);
            runs.incrementAndGet();
        });
        Waiting.at(begun);
        schedule.cancel("job");
        var before = new AtomicInteger();
        schedule("job", NEVER, () -> before.set(runs.get()));
        go.countDown();
        Waiting.count("runs before", 1, before::get);
    }

    @Test
    void stopsEvenWhenAJobDoesNot() {
        var never = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        schedule("job", NEVER, () -> {
            begun.countDown();
            Waiting.at(never);
            runs.incrementAndGet();
        });
        Waiting.at(begun);
        schedule.close();
        assertThat(runs).as("jobs that ended before the scheduler").hasValue(0);
        schedule.runNow("job");
        never.countDown();
    }

    private void schedule(String name, Duration interval, Runnable work) {
        schedule.schedule(new PeriodicJob(name, interval, work));
    }

    private void awaitRuns(int expected) {
        Waiting.count("runs", expected, runs::get);
    }
}
