package digestbot.delivery.sending;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.Transition;
import digestbot.delivery.sending.SendCounters.SendTrouble;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendCountersTest {

    private static final Instant START = Instant.parse("2026-02-06T05:14:00Z");

    private final SendCounters counters = new SendCounters();

    @Test
    void threeFailuresInARowAreTroubleAfterAMinute() {
        fail(0, 1, 3);
        assertThat(seen(59)).isEmpty();
        assertThat(seen(60)).contains(new SendTrouble(3, START, START.plusSeconds(3), "refuses messages (502)"));
    }

    @Test
    void twoFailuresAreNotTrouble() {
        fail(0, 3);
        assertThat(seen(60)).isEmpty();
    }

    @Test
    void aMessageThatArrivesEndsTheTrouble() {
        fail(0, 1, 3);
        counters.add(new Transition.Arrived(new Part(1, 0), "m", OptionalLong.empty(), START, Optional.empty(), true));
        fail(4, 5);
        assertThat(seen(70)).isEmpty();
    }

    @Test
    void anAnswerAboutTheMessageOrItsChatEndsTheTrouble() {
        fail(0, 1, 3);
        counters.add(new Transition.Failed(Outcome.REFUSED, "too long", START));
        assertThat(seen(60)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "POISON", "UNRENDERABLE"})
    void aDeliveryThatIsGivenUpEndsNoTrouble(Outcome failure) {
        fail(0, 1, 3);
        counters.add(new Transition.Failed(failure, "", START));
        assertThat(seen(60)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERALL_LIMIT", "FILE_NOT_MADE"})
    void aLimitAndAFileThatIsNotMadeAreNoFailuresOfThePlatform(Outcome outcome) {
        IntStream.range(0, 5).forEach(second -> fail(second, outcome, ""));
        assertThat(seen(60)).isEmpty();
    }

    @Test
    void troubleEndsWhenNothingIsLeftToSend() {
        fail(0, 1, 3);
        assertThat(seen(603)).isPresent();
        assertThat(seen(604)).isEmpty();
        fail(700, 701);
        assertThat(seen(761)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SERVER_ERROR | 502 Bad Gateway        | refuses messages (502)
                    MALFORMED_RESPONSE | 200 without JSON | gives no readable answers
                    TOKEN_REFUSED | 401 Unauthorized      | rejects the bot's token
                    SERVER_DOWN  | no connection          | can't be reached (no connection)
                    NOT_WRITTEN  | no answer in time      | can't be reached (timeout)
                    UNANSWERED   | SocketException: reset | doesn't answer
                    """)
    void saysInWordsWhatThePlatformDoes(Outcome outcome, String why, String words) {
        IntStream.range(0, 3).forEach(second -> fail(second, outcome, why));
        assertThat(seen(60)).map(SendTrouble::detail).contains(words);
    }

    private void fail(int... seconds) {
        IntStream.of(seconds).forEach(second -> fail(second, Outcome.SERVER_ERROR, "502 Bad Gateway"));
    }

    private void fail(int second, Outcome outcome, String why) {
        Instant at = START.plusSeconds(second);
        counters.add(new Transition.Requeued(Optional.of(outcome), false, Optional.of(why), at, at, 1));
    }

    private Optional<SendTrouble> seen(int second) {
        return counters.trouble(START.plusSeconds(second));
    }
}
