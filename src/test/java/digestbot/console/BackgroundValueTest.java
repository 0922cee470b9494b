package digestbot.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundValueTest {

    private volatile Instant now = Instant.parse("2026-02-05T12:00:00Z");
    private volatile boolean broken;
    private volatile Thread counting = Thread.currentThread();
    private final AtomicInteger counts = new AtomicInteger();
    private final BackgroundValue<Integer> counted = new BackgroundValue<>(this::count, () -> now);

    @Test
    void aQuickValueIsThereAtOnceAndStaysForTwoSeconds() {
        awaitValue(counted, 1);
        now = now.plusMillis(1_999);
        assertThat(counted.latest()).contains(1);
        assertThat(counts).hasValue(1);
        now = now.plusMillis(1);
        awaitValue(counted, 2);
    }

    @Test
    void aSlowValueIsComputedSeldomAndNobodyWaitsForIt() throws Exception {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var slow = new BackgroundValue<>(
                () -> {
                    begun.countDown();
                    Waiting.at(gate);
                    return count();
                },
                () -> now);
        assertThat(slow.latest()).isEmpty();
        begun.await();
        now = now.plusSeconds(3);
        gate.countDown();
        awaitValue(slow, 1);
        now = now.plusSeconds(26);
        assertThat(slow.latest()).contains(1);
        assertThat(counts).as("not for ten times the time that it took").hasValue(1);
        now = now.plusSeconds(1);
        awaitValue(slow, 2);
    }

    @Test
    void anOldValueIsNotShown() {
        var gate = new CountDownLatch(1);
        var stuck = new BackgroundValue<>(
                () -> {
                    int count = count();
                    if (count > 1) {
                        Waiting.at(gate);
                    }
                    return count;
                },
                () -> now);
        awaitValue(stuck, 1);
        now = now.plus(Duration.ofSeconds(119));
        assertThat(stuck.latest()).contains(1);
        now = now.plus(Duration.ofSeconds(1));
        assertThat(stuck.latest()).isEmpty();
        gate.countDown();
        awaitValue(stuck, 2);
    }

    @Test
    void whatCannotBeCountedIsTriedAgainLaterAndSaidOnce() throws Exception {
        broken = true;
        try (Logged log = Logged.by("digestbot.console")) {
            awaitFailure(1);
            now = now.plusMillis(1_999);
            assertThat(counted.latest()).isEmpty();
            assertThat(counts).as("not again within 2 s").hasValue(1);
            now = now.plusMillis(1);
            awaitFailure(2);
            assertThat(log.from(Level.ERROR)).containsExactly("counting for the console failed, retrying");

            broken = false;
            now = now.plusSeconds(2);
            awaitValue(counted, 3);
            assertThat(log.from(Level.INFO)).anyMatch(line -> line.startsWith("counting for the console works again"));
        }
    }

    /// A busy machine may take longer than a page waits.
    private static void awaitValue(BackgroundValue<Integer> value, int expected) {
        Waiting.count("the value", expected, () -> value.latest().orElse(0));
    }

    /// Waits for the end of that count.
    private void awaitFailure(int count) throws Exception {
        assertThat(counted.latest()).isEmpty();
        Waiting.count("counts", count, counts::get);
        counting.join();
    }

    private int count() {
        counting = Thread.currentThread();
        int count = counts.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("no disk");
        }
        return count;
    }
}
