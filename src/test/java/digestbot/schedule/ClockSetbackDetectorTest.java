package digestbot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSetbackDetectorTest {

    private Instant now = Instant.parse("2026-02-05T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 5;
    private final ClockSetbackDetector watch = new ClockSetbackDetector(() -> now, () -> nanos);

    @Test
    void timeThatPassesIsNoStepBack() {
        pass(Duration.ofHours(3));
        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void aClockThatIsSlewedOrSetForwardIsNotSetBack() {
        pass(Duration.ofSeconds(5));
        now = now.minusMillis(900);
        assertThat(watch.wasSetBack()).isFalse();
        now = now.plus(Duration.ofDays(1));
        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void aStepBackIsSeenOnce() {
        pass(Duration.ofHours(1));
        now = now.minus(Duration.ofMinutes(59));
        assertThat(watch.wasSetBack()).isTrue();
        pass(Duration.ofSeconds(5));
        assertThat(watch.wasSetBack()).isFalse();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }
}
