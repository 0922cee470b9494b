package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StepThreadTest {

    @Test
    void aStepThatFailedIsRepeatedAndAWakeUpCutsTheWaitShort() throws InterruptedException {
        var steps = new Semaphore(0);
        var failures = new AtomicBoolean();
        var thread = new StepThread("steps", () -> {
            steps.release();
            if (failures.compareAndSet(false, true)) {
                throw new IllegalStateException("the first step fails");
            }
            return StepThread.UNTIL_WOKEN;
        });
        thread.start();
        steps.acquire(2);
        thread.wake();
        steps.acquire();
        assertThat(thread.close(Duration.ofMinutes(1))).isTrue();
    }
}
