package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every outcome of a send, at random.
@Tag("faults")
class OutcomesRunTest {

    @TempDir
    Path folder;

    @Test
    void everyDeliveryEndsAsItsOutcomesPolicySays() throws Exception {
        try (FaultFixture fixture = FaultFixture.withDoors(folder)) {
            check(fixture, new OutcomesRun.Size(60, 50, 0), Long.getLong("faults.seed", 7), _ -> {});
        }
    }

    static void check(FaultFixture fixture, OutcomesRun.Size size, long seed, Consumer<String> print) throws Exception {
        OutcomesRun.Result result = new OutcomesRun(fixture, size, new Random(seed), print).run();
        print.accept("while the scripts ran: " + result.scripted().line());
        print.accept("when all was calm: " + result.later().line());
        print.accept("sent and not settled at all kills together: " + result.unsettled());
        assertThat(result.scripted().complaints()).as("seed %d", seed).isEmpty();
        assertThat(result.scripted().ledger().isSound())
                .as("seed %d: %s", seed, result.scripted().ledger())
                .isTrue();
        assertThat(result.later().complaints()).as("seed %d, later", seed).isEmpty();
        assertThat(result.later().ledger().isSound())
                .as("seed %d, later: %s", seed, result.later().ledger())
                .isTrue();
        assertThat(result.scripted().excess() + result.later().excess())
                .as("seed %d: sent again though no outcome left it open, of what was not settled at kills", seed)
                .isLessThanOrEqualTo(result.unsettled());
    }
}
