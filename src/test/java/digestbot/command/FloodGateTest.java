package digestbot.command;

import static digestbot.command.Talk.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.command.FloodGate.Verdict;
import digestbot.edition.Press;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloodGateTest {

    private static final Person ANN = new Person(Platform.TELEGRAM, 1, "en");

    private Instant now = Instant.parse("2026-02-06T12:00:00Z");
    private final FloodGate gate = new FloodGate(() -> now);

    @Test
    void warnsOnceAndIgnoresWhatFollows() {
        send(20, Verdict.ANSWER);
        send(1, Verdict.WARN);
        send(30, Verdict.IGNORE);
    }

    @Test
    void answersAgainOnceFewerThanTwentyLieWithinTheLastMinute() {
        send(20, Verdict.ANSWER);
        send(1, Verdict.WARN);
        pass(59);
        send(1, Verdict.IGNORE);
        pass(1);
        send(19, Verdict.ANSWER);
        send(1, Verdict.WARN);
    }

    @Test
    void whoKeepsSendingIsIgnoredForAsLong() {
        send(20, Verdict.ANSWER);
        send(1, Verdict.WARN);
        for (int i = 0; i < 100; i++) {
            pass(2);
            send(1, Verdict.IGNORE);
        }
        pass(60);
        send(1, Verdict.ANSWER);
    }

    @Test
    void twentyAMinuteAreFineForEver() {
        for (int i = 0; i < 200; i++) {
            pass(3);
            send(1, Verdict.ANSWER);
        }
    }

    @Test
    void othersAreNotInvolved() {
        send(25);
        assertThat(gate.judge(new Person(Platform.DISCORD, 1, "en"))).isEqualTo(Verdict.ANSWER);
        assertThat(gate.judge(new Person(Platform.TELEGRAM, 2, "en"))).isEqualTo(Verdict.ANSWER);
    }

    @Test
    void whoWasSilentForAMinuteIsForgotten() {
        for (int i = 0; i < 1_000; i++) {
            gate.judge(new Person(Platform.TELEGRAM, i, "en"));
        }
        pass(30);
        gate.judge(ANN);
        assertThat(gate.remembered()).isEqualTo(1_000);
        pass(30);
        gate.judge(new Person(Platform.TELEGRAM, 5_000, "en"));
        assertThat(gate.remembered()).isEqualTo(2);
    }

    @Test
    void commandsCountAndPressesDoNot(@TempDir Path folder) throws Exception {
        try (Talk talk = Talk.ofTwoTopics(folder)) {
            for (int i = 0; i < 50; i++) {
                assertThat(told(talk.press("1:t"))).startsWith("Replace");
            }
            for (int i = 0; i < 20; i++) {
                assertThat(told(talk.privately(new Command.Topics()))).startsWith("Whisper: Tap");
            }
            Reply warning = talk.asMember(new Command.Subscribe("trade", Command.Target.DEFAULT));
            assertThat(told(warning)).startsWith("Whisper: That is a lot at once. Please wait a minute");
            assertThat(Talk.buttons(warning)).containsExactly("What can I do here? 1:h");
            assertThat(talk.privately(new Command.Help())).isEqualTo(new Reply.Silence());
            assertThat(told(talk.privately(new Command.Pressed(Optional.of(new Press.Help())))))
                    .startsWith("Replace");
            assertThat(talk.topicsOf(Talk.PRIVATE)).isEmpty();
            talk.pass(Duration.ofMinutes(1));
            assertThat(told(talk.privately(new Command.Topics()))).startsWith("Whisper: Tap");
        }
    }

    private void send(int commands, Verdict expected) {
        for (int i = 0; i < commands; i++) {
            assertThat(gate.judge(ANN)).isEqualTo(expected);
        }
    }

    private void send(int commands) {
        for (int i = 0; i < commands; i++) {
            gate.judge(ANN);
        }
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
