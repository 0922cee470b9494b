package digestbot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyTest {

    static Stream<Arguments> table() {
        return Stream.of(
                row(new SendResult.Sent("7"), 1, new Verdict.Arrived("7")),
                row(new SendResult.RateLimited(seconds(7), false), 1, new Verdict.Wait(seconds(7), false)),
                row(new SendResult.RateLimited(seconds(7), true), 9, new Verdict.Wait(seconds(7), true)),
                row(new SendResult.RateLimited(Duration.ZERO, false), 1, new Verdict.Wait(seconds(1), false)),
                row(new SendResult.ChatMoved(-5), 1, new Verdict.Follow(-5, Duration.ZERO)),
                row(new SendResult.ChatMoved(-5), 3, new Verdict.Follow(-5, seconds(4))),
                row(new SendResult.Unreachable("blocked"), 1, new Verdict.Pause("blocked")),
                row(new SendResult.Rejected("too long"), 1, new Verdict.Fail("too long")),
                row(new SendResult.NotSent("502"), 1, new Verdict.Again(seconds(1), "502")),
                row(new SendResult.NotSent("502"), 4, new Verdict.Again(seconds(8), "502")),
                row(new SendResult.NotSent("502"), 9, new Verdict.Again(seconds(256), "502")),
                row(new SendResult.NotSent("502"), 10, new Verdict.Again(seconds(300), "502")),
                row(new SendResult.NotSent("502"), 295, new Verdict.Again(seconds(300), "502")),
                row(new SendResult.NotSent("502"), 296, new Verdict.Fail("given up after 296 attempts: 502")),
                row(new SendResult.Unconfirmed("cut"), 2, new Verdict.Again(seconds(2), "cut")),
                row(new SendResult.Unconfirmed("cut"), 296, new Verdict.Fail("given up after 296 attempts: cut")));
    }

    @ParameterizedTest
    @MethodSource("table")
    void eachOutcomeLeadsToOneVerdict(SendResult result, int attempts, Verdict verdict) {
        assertThat(Policy.of(result, attempts)).isEqualTo(verdict);
    }

    @Test
    void triesForAboutADay() {
        Duration all = IntStream.range(1, Policy.LAST_ATTEMPT)
                .mapToObj(attempt -> Policy.of(new SendResult.NotSent("502"), attempt))
                .map(verdict -> ((Verdict.Again) verdict).pause())
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }

    private static Arguments row(SendResult result, int attempts, Verdict verdict) {
        return Arguments.of(result, attempts, verdict);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
