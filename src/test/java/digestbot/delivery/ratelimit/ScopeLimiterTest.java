package digestbot.delivery.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeLimiterTest {

    private final ScopeLimiter restraint = new ScopeLimiter(Optional.empty(), Optional.empty(), 0);

    @Test
    void isIdleOnlyAfterTheWholeTime() {
        restraint.acquire(5);
        assertThat(restraint.isIdle(105, 100)).isFalse();
        assertThat(restraint.isIdle(106, 100)).isTrue();
    }

    @Test
    void isNotIdleDuringAPause() {
        restraint.pause(1_000);
        assertThat(restraint.delayNanos(400)).isEqualTo(600);
        assertThat(restraint.isPaused(999)).isTrue();
        assertThat(restraint.isIdle(999, 100)).isFalse();
        assertThat(restraint.isPaused(1_000)).isFalse();
        assertThat(restraint.isIdle(1_000, 100)).isTrue();
    }

    @Test
    void aShorterPauseDoesNotEndALongerOne() {
        restraint.pause(1_000);
        restraint.pause(500);
        assertThat(restraint.delayNanos(0)).isEqualTo(1_000);
    }
}
