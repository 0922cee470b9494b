package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningCountTest {

    private final RunningCount count = new RunningCount();

    @Test
    void stoppingWaitsForWhatRunsAndLetsNothingBegin() throws Exception {
        assertThat(count.begin()).isTrue();
        Thread stop = Thread.ofVirtual().start(() -> count.stop(Duration.ofHours(1)));
        await().until(stop::getState, Thread.State.TIMED_WAITING::equals);
        assertThat(count.begin()).isFalse();
        count.end();
        stop.join();
    }

    @Test
    void stoppingGivesUpAfterTheTimeout() {
        assertThat(count.begin()).isTrue();
        assertThat(count.stop(Duration.ofMillis(1))).isFalse();
        assertThat(count.begin()).isFalse();
    }
}
