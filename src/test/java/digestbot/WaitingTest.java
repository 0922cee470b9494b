package digestbot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.TestClock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WaitingTest {

    @Test
    void saysWhatThereIsMore() {
        assertThatThrownBy(() -> Waiting.exactly(2, () -> List.of("a", "b", "c")))
                .hasMessageContainingAll("3 found, 2 expected", "a", "b", "c");
        assertThatThrownBy(() -> Waiting.count("sent", 2, () -> 3)).hasMessageContainingAll("sent", "3", "2");
    }

    @Test
    void tellsTheEndOfTheLogOfWhatDidNotHappen() {
        LoggerFactory.getLogger("digestbot").warn("the disk is full");
        assertThatThrownBy(() -> Awaitility.await()
                        .atMost(Duration.ofMillis(20))
                        .until(() -> List.of("a"), found -> found.size() > 1))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContainingAll("[a]", "the disk is full");
    }

    @Test
    void noTimePassesWithinACondition() {
        assertThatThrownBy(() -> Awaitility.await().untilAsserted(() -> new TestClock().pass(Duration.ofDays(1))))
                .hasMessageContaining("time passes within an awaited condition");
    }
}
