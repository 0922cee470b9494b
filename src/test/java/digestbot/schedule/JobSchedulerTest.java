package digestbot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobSchedulerTest {

    private static final Duration NEVER = Duration.ofHours(1);

    final JobScheduler schedule = JobScheduler.start();
    final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        schedule.close();
    }

    @Test
    void runsAJobAtOnceAndAfterEachInterval() {
        schedule.every("job", Duration.ofMillis(50), runs::incrementAndGet);
        await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(5));
    }

    @Test
    void runsAJobWhenAsked() {
        schedule.every("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.now("job");
        await().until(() -> runs.get() == 2);
        schedule.in("job", Duration.ofMillis(100));
        await().until(() -> runs.get() == 3);
    }

    @Test
    void beginsAllAnewWhenTheClockWasSetBack() {
        schedule.every("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.beginAnew();
        await().until(() -> runs.get() == 2);
    }

    @Test
    void runsAsSoonAsAnyoneAskedFor() {
        schedule.every("job", NEVER, runs::incrementAndGet);
        await().until(() -> runs.get() == 1);
        schedule.in("job", NEVER);
        schedule.in("job", Duration.ofMillis(50));
        schedule.in("job", NEVER);
        await().until(() -> runs.get() == 2);
    }

    @Test
    void runsOnceMoreWhenAskedWhileRunningAndNeverTwiceAtOnce() {
        var inside = new AtomicInteger();
        var together = new AtomicBoolean();
        var go = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        schedule.every("job", NEVER, () -> {
            together.compareAndSet(false, inside.incrementAndGet() > 1);
            begun.countDown();
            wait(go);
            inside.decrementAndGet();
            runs.incrementAndGet();
        });
        wait(begun);
        schedule.now("job");
        schedule.now("job");
        schedule.in("job", Duration.ofMillis(1));
        go.countDown();
        await().until(() -> runs.get() == 2);
        await().during(Duration.ofMillis(200)).until(() -> runs.get() == 2);
        assertThat(together).isFalse();
    }

    @Test
    void runsAgainAfterAJobAskedForItselfAndAfterItFailed() {
        schedule.every("job", NEVER, () -> {
            if (runs.incrementAndGet() < 10) {
                schedule.now("job");
            }
            throw new IllegalStateException("a job that fails");
        });
        await().until(() -> runs.get() == 10);
    }

    @Test
    void losesNoRequest() {
        var seen = new AtomicInteger();
        var asked = new AtomicInteger();
        schedule.every("job", NEVER, () -> seen.set(asked.get()));
        for (int i = 1; i <= 300; i++) {
            asked.set(i);
            schedule.now("job");
        }
        await().until(() -> seen.get() == 300);
    }

    @Test
    void refusesASecondJobOfTheSameName() {
        schedule.every("job", NEVER, () -> {});
        assertThatThrownBy(() -> schedule.every("job", NEVER, () -> {})).hasMessageContaining("job");
    }

    @Test
    void stopsWithinASecondEvenWhenAJobDoesNot() {
        var never = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        schedule.every("job", NEVER, () -> {
            begun.countDown();
            wait(never);
        });
        wait(begun);
        long start = System.nanoTime();
        schedule.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        schedule.now("job");
        never.countDown();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
