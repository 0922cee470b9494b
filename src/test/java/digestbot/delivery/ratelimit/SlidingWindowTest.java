package digestbot.delivery.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private final SlidingWindow window = new SlidingWindow(2, Duration.ofNanos(100));

    @Test
    void holdsAsManyAsItMayAndThenWaitsForTheOldest() {
        assertThat(window.delayNanos(0)).isZero();
        window.add(0);
        assertThat(window.delayNanos(10)).isZero();
        window.add(10);
        assertThat(window.delayNanos(10)).isEqualTo(90);
        assertThat(window.delayNanos(100)).isZero();
        window.add(100);
        assertThat(window.delayNanos(100)).isEqualTo(10);
    }

    @Test
    void countsARequestFromWhenItWasReallyUnderWay() {
        long first = window.add(0);
        window.add(10);
        window.delayed(first, 50);
        assertThat(window.delayNanos(50)).isEqualTo(100);
    }

    @Test
    void leavesAloneWhatHasTakenThePlaceOfARequestSince() {
        long first = window.add(0);
        window.add(10);
        window.add(100);
        window.delayed(first, 500);
        assertThat(window.delayNanos(110)).isZero();
        window.add(110);
        assertThat(window.delayNanos(110)).isEqualTo(90);
    }
}
