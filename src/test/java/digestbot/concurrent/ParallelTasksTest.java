package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

    @Test
    void noneKeepsTheOthersFromEndingAndWhatHangsIsLeft() throws InterruptedException {
        var never = new CountDownLatch(1);
        var ended = new CountDownLatch(2);
        Runnable hangs = () -> Waiting.at(never);
        Runnable fails = () -> {
            ended.countDown();
            throw new IllegalStateException("the disk is full");
        };
        ParallelTasks.run(List.of(hangs, hangs, fails, ended::countDown), Duration.ofMillis(50));
        ended.await();
        never.countDown();
    }

    @Test
    void waitsForAllTasksAndNoLonger() {
        var ended = new AtomicInteger();
        ParallelTasks.run(List.of(ended::incrementAndGet, ended::incrementAndGet), Duration.ofDays(1));
        assertThat(ended).hasValue(2);
    }
}
