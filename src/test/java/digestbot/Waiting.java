package digestbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How tests wait for other threads. A test that needs a number of things waits for at least as
/// many, and asserts afterwards that there are no more: a wait for exactly as many never ends if
/// one more comes between two looks.
///
/// The interval is short: with Awaitility's default of a tenth of a second, tests would sleep
/// longest after the awaited event. The timeout is long, because other load may slow the machine;
/// only a failing test waits for so long.
public final class Waiting implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultTimeout(AT_MOST);
        Awaitility.setDefaultConditionEvaluationListener(new FailureReport());
    }

    /// Waits until there are so many, and asserts that there are no more.
    public static <T> List<T> exactly(int expected, Supplier<? extends Collection<? extends T>> found) {
        List<T> all = Awaitility.await().until(() -> List.copyOf(found.get()), list -> list.size() >= expected);
        assertThat(all)
                .as(() -> all.size() + " found, " + expected + " expected")
                .hasSize(expected);
        return all;
    }

    /// Waits until the number is reached, and asserts that it is not exceeded.
    public static void count(String what, long expected, LongSupplier found) {
        long number = Awaitility.await(what).until(found::getAsLong, count -> count >= expected);
        assertThat(number).as(what).isEqualTo(expected);
    }

    /// Waits at a gate that a test opens.
    public static void at(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Fails if the calling thread looks whether an awaited condition is fulfilled: what the world
    /// does then would depend on how often it looks.
    public static void refuseWithinCondition(String what) {
        if (Thread.currentThread().getName().startsWith("awaitility")) {
            throw new IllegalStateException(what + " within an awaited condition");
        }
    }

    /// Adds the end of the bot's log to what Awaitility says about a condition that was not fulfilled.
    private static final class FailureReport implements ConditionEvaluationListener<Object> {

        @Override
        public void conditionEvaluated(EvaluatedCondition<Object> condition) {
            // Only the end counts.
        }

        @Override
        public void onTimeout(TimeoutEvent event) {
            throw new ConditionTimeoutException(
                    event.getDescription() + "\nThe end of the log:\n" + String.join("\n", TestLog.end()));
        }
    }
}
