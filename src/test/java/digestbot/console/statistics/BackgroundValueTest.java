package digestbot.console.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundValueTest {

    private volatile Instant now = Instant.parse("2026-02-05T12:00:00Z");
    private volatile boolean broken = true;
    private final AtomicInteger counts = new AtomicInteger();
    private final BackgroundValue<Integer> counted = new BackgroundValue<>(this::count, () -> now);

    @Test
    void whatCannotBeCountedIsTriedAgainLaterAndSaidOnce() {
        try (Logged log = Logged.by("digestbot.console")) {
            assertThat(counted.latest()).isEmpty();
            await().until(() -> !log.from(Level.ERROR).isEmpty());
            now = now.plusSeconds(14);
            assertThat(counted.latest()).isEmpty();
            assertThat(counts).as("not again within 15 s").hasValue(1);
            now = now.plusSeconds(2);
            await().until(() -> counted.latest().isEmpty() && counts.get() == 2);
            assertThat(log.from(Level.ERROR)).containsExactly("counting for the console failed, retrying");

            broken = false;
            now = now.plusSeconds(16);
            await().until(() -> counted.latest().isPresent());
            await().until(() -> log.from(Level.INFO).stream()
                    .anyMatch(line -> line.startsWith("counting for the console works again")));
        }
    }

    private int count() {
        int count = counts.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("no disk");
        }
        return count;
    }
}
