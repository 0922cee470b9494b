package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` and TERM in the middle of a fan-out.
@Tag("faults")
class KillTest {

    @TempDir
    Path folder;

    @Test
    void losesNothingAndRepeatsWithinTheWindow() throws Exception {
        try (FaultFixture fixture = FaultFixture.telegram(folder)) {
            checkTelegram(new KillRun(
                            fixture, SimulatedPlatform.TELEGRAM, new KillRun.Size(120, 2, 1), new Random(4), _ -> {})
                    .run());
        }
    }

    @Test
    void showsEverythingOnceOnDiscord() throws Exception {
        try (FaultFixture fixture = FaultFixture.both(folder)) {
            checkDiscord(
                    new KillRun(fixture, SimulatedPlatform.DISCORD, new KillRun.Size(60, 2, 1), new Random(5), _ -> {})
                            .run());
        }
    }

    static void checkTelegram(KillRun.Outcome outcome) {
        check(outcome);
        assertThat(outcome.ledger().repeated())
                .as("repeated, of what was not settled at the kills")
                .isLessThanOrEqualTo(unsettled(outcome));
        KillRun.Replies replies = outcome.replies();
        assertThat(replies.expected()).as("commands handled once").isEqualTo(replies.typed());
        assertThat(replies.received()).as("commands answered").isGreaterThanOrEqualTo(replies.typed());
    }

    /// Checks that a message that is sent again has the nonce of the first time.
    static void checkDiscord(KillRun.Outcome outcome) {
        check(outcome);
        assertThat(outcome.ledger().repeated()).as("nobody sees a double").isZero();
        assertThat(outcome.shown()).as("shown").isEqualTo(outcome.ledger().expected());
        assertThat(repeatedByNonce(outcome))
                .as("sent again, of what was not settled at the kills")
                .isBetween(0L, (long) unsettled(outcome));
    }

    /// Messages that Discord accepted, and did not show a second time.
    static long repeatedByNonce(KillRun.Outcome outcome) {
        return outcome.counts().kinds().get("POST /channels/#/messages 200") - outcome.shown();
    }

    private static void check(KillRun.Outcome outcome) {
        DeliveryLedger ledger = outcome.ledger();
        assertThat(ledger.lost()).as("lost").isEmpty();
        assertThat(ledger.disorder()).as("out of order").isEmpty();
        assertThat(ledger.unexpected()).isEmpty();
        // What was handed in within 20 ms was on its way when they began, or arrived meanwhile; and then there is what
        // is on its way at the end.
        assertThat(outcome.windows())
                .extracting(UnsettledWindow::unsettled)
                .as("sent and not settled at a kill")
                .allMatch(unsettled -> unsettled
                        <= 2 * FaultFixture.IN_FLIGHT + outcome.counts().mostLately());
        assertThat(outcome.afterTerm()).as("not settled after TERM").isZero();
    }

    private static int unsettled(KillRun.Outcome outcome) {
        return outcome.windows().stream().mapToInt(UnsettledWindow::unsettled).sum();
    }
}
