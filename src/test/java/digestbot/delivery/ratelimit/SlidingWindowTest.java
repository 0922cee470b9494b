package digestbot.delivery.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private final SlidingWindow window = new SlidingWindow(2, Duration.ofNanos(100));

    @Test
    void holdsAsManyAsItMayAndThenWaitsForTheOldest() {
        assertThat(window.until(0)).isZero();
        window.add(0);
        assertThat(window.until(10)).isZero();
        window.add(10);
        assertThat(window.until(10)).isEqualTo(90);
        assertThat(window.until(100)).isZero();
        window.add(100);
        assertThat(window.until(100)).isEqualTo(10);
    }

    @Test
    void countsARequestFromWhenItWasReallyUnderWay() {
        long first = window.add(0);
        window.add(10);
        window.delayed(first, 50);
        assertThat(window.until(50)).isEqualTo(100);
    }

    @Test
    void leavesAloneWhatHasTakenThePlaceOfARequestSince() {
        long first = window.add(0);
        window.add(10);
        window.add(100);
        window.delayed(first, 500);
        assertThat(window.until(110)).isZero();
        window.add(110);
        assertThat(window.until(110)).isEqualTo(90);
    }
}
