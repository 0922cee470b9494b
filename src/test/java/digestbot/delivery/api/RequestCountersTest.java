package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCountersTest {

    private final RequestCounters counters = new RequestCounters();

    @Test
    void aTimeIsInTheFirstBucketThatHoldsIt() {
        counters.answered("send", Duration.ofMillis(25), 200);
        counters.answered("send", Duration.ofMillis(26), 200);
        counters.answered("send", Duration.ofSeconds(10), 200);
        counters.answered("send", Duration.ofSeconds(11), 500);
        assertThat(counters.byMethod().get("send"))
                .isEqualTo(new RequestCounters.AnsweredRequests(
                        List.of(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 1L), Duration.ofMillis(21_051)));
        assertThat(counters.rateLimited()).isZero();
    }

    @Test
    void countsAnswersOfTooManyRequests() {
        counters.answered("send", Duration.ofMillis(1), 429);
        counters.answered("edit", Duration.ofMillis(1), 429);
        assertThat(counters.rateLimited()).isEqualTo(2);
    }

    @Test
    void keepsABoundedNumberOfMethodsApart() {
        for (int i = 0; i < 1_000; i++) {
            counters.answered("method " + i, Duration.ofMillis(1), 200);
        }
        assertThat(counters.byMethod()).hasSize(65).containsKey("others");
    }
}
