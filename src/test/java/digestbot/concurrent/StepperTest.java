package digestbot.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class StepperTest {

    @Test
    void aStepThatFailedIsRepeatedAndAWakeUpCutsTheWaitShort() throws InterruptedException {
        var steps = new Semaphore(0);
        var failures = new Semaphore(0);
        var stepper = new Stepper(
                "steps",
                () -> {
                    steps.release();
                    if (failures.availablePermits() == 0) {
                        throw new IllegalStateException("the first step fails");
                    }
                    return Duration.ofDays(1);
                },
                _ -> {
                    failures.release();
                    return Duration.ZERO;
                });
        stepper.start();
        steps.acquire(2);
        stepper.wake();
        steps.acquire();
        assertThat(stepper.close(Duration.ofMinutes(1))).isTrue();
    }
}
