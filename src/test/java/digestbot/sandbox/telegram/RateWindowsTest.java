package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateWindowsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RateWindows windows = new RateWindows(nanos::get);

    @Test
    void admitsEverythingUntilLimitsAreSet() {
        for (int i = 0; i < 1000; i++) {
            assertThat(windows.admit(1, false, false)).isEmpty();
        }
    }

    @Test
    void countsAllChatsTogether() {
        windows.enforce(2, 2, 20);
        assertThat(windows.admit(1, false, false)).isEmpty();
        assertThat(windows.admit(2, false, false)).isEmpty();
        assertThat(windows.admit(3, false, false)).hasValue(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(windows.admit(3, false, false)).isEmpty();
    }

    @Test
    void whatWasRefusedDoesNotCount() {
        windows.enforce(30, 1, 20);
        assertThat(windows.admit(1, false, false)).isEmpty();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(windows.admit(1, false, false)).hasValue(1);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(windows.admit(1, false, false)).isEmpty();
    }

    @Test
    void countsGroupsByTheMinute() {
        windows.enforce(30, 5, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(windows.admit(-1, true, false)).isEmpty();
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThat(windows.admit(-1, true, false)).hasValue(40);
        assertThat(windows.admit(1, false, false)).isEmpty();
    }

    @Test
    void sellsWhatIsBeyondTheUsualLimit() {
        windows.enforce(2, 9, 20);
        windows.setPaidPerSecond(4);
        assertThat(windows.admit(1, false, true)).isEmpty();
        assertThat(windows.admit(2, false, true)).isEmpty();
        assertThat(windows.admit(3, false, true)).isEmpty();
        assertThat(windows.admit(4, false, false))
                .as("one that is not paid for")
                .isEmpty();
        assertThat(windows.admit(5, false, true)).as("a fifth in all").hasValue(1);
    }
}
