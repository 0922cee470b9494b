package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

    @Test
    void allShareOneTimeAndNoneKeepsTheOthersFromEnding() throws InterruptedException {
        var never = new CountDownLatch(1);
        var ended = new CountDownLatch(2);
        Runnable hangs = () -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
        Runnable fails = () -> {
            ended.countDown();
            throw new IllegalStateException("the disk is full");
        };
        long begun = System.nanoTime();
        ParallelTasks.run(List.of(hangs, hangs, fails, ended::countDown), Duration.ofMillis(500));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        never.countDown();
    }

    @Test
    void waitsNoLongerThanItTakes() {
        long begun = System.nanoTime();
        ParallelTasks.run(List.of(() -> {}, () -> {}), Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
