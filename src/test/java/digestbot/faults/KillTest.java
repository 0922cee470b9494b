package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` and TERM in the middle of a fan-out.
@Timeout(180)
class KillTest {

    @TempDir
    Path folder;

    @Test
    void losesNothingAndRepeatsWithinTheWindow() throws Exception {
        try (Ground ground = Ground.telegram(folder)) {
            check(new KillRun(ground, 200, 3, 1, new Random(4), _ -> {}).run());
        }
    }

    static void check(KillRun.Outcome outcome) {
        Ledger ledger = outcome.ledger();
        assertThat(ledger.lost()).as("lost").isEmpty();
        assertThat(ledger.disorder()).as("out of order").isEmpty();
        assertThat(ledger.strange()).as("not owed").isEmpty();
        assertThat(outcome.windows())
                .allSatisfy(window -> assertThat(window.unsettled())
                        .as("sent and not settled at a kill")
                        .isLessThanOrEqualTo(Ground.IN_FLIGHT + Ground.UNCOMMITTED));
        assertThat(ledger.repeated())
                .as("repeated, of what was not settled at the kills")
                .isLessThanOrEqualTo(outcome.windows().stream()
                        .mapToInt(KillRun.Window::unsettled)
                        .sum());
        assertThat(outcome.afterTerm()).as("not settled after TERM").isZero();
        assertThat(outcome.repliesOwed()).as("commands handled once").isEqualTo(outcome.typed());
        assertThat(outcome.repliesReceived()).as("commands answered").isGreaterThanOrEqualTo(outcome.typed());
    }
}
