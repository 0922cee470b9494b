package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateWindowsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ChatAccess.RateWindows windows = new ChatAccess.RateWindows(nanos::get);

    @Test
    void admitsEverythingUntilLimitsAreSet() {
        for (int i = 0; i < 1000; i++) {
            assertThat(windows.admit(1, false)).isEmpty();
        }
    }

    @Test
    void countsAllChatsTogether() {
        windows.enforce(2, 2, 20);
        assertThat(windows.admit(1, false)).isEmpty();
        assertThat(windows.admit(2, false)).isEmpty();
        assertThat(windows.admit(3, false)).hasValue(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(windows.admit(3, false)).isEmpty();
    }

    @Test
    void whatWasRefusedDoesNotCount() {
        windows.enforce(30, 1, 20);
        assertThat(windows.admit(1, false)).isEmpty();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(windows.admit(1, false)).hasValue(1);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(windows.admit(1, false)).isEmpty();
    }

    @Test
    void countsGroupsByTheMinute() {
        windows.enforce(30, 5, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(windows.admit(-1, true)).isEmpty();
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThat(windows.admit(-1, true)).hasValue(40);
        assertThat(windows.admit(1, false)).isEmpty();
    }
}
