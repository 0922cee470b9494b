package digestbot.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulation notices mistakes that were planted in the bot.
@Tag("faults")
@Tag("short")
@ExtendWith(Silence.class)
class MutantsTest {

    private static final long SEEDS = 2_000;

    static Stream<Mutant> mutants() {
        String sending = "delivery.sending.";
        String outbox = "delivery.outbox.";
        String corrections = "delivery.planning.CorrectionPlanningStore";
        return Stream.of(
                Mutant.without("a claim is not released", sending + "SendStore", "release"),
                Mutant.without("orphans are not looked for", sending + "Sender", "releaseOrphans"),
                Mutant.without("what was sent before a restart is not counted", sending + "Sender", "restoreCounts"),
                Mutant.without(
                        "a pause that the platform asked for is ignored", sending + "SendLoop", "applyRateLimit"),
                Mutant.without("the ids of messages are not stored", sending + "SettlementStore", "storeParts"),
                Mutant.skipping("a part is left out", outbox + "Claim", "advanced"),
                Mutant.without("what is unwanted is tried again", outbox + "DeliveryStore", "cancelUnwanted"),
                Mutant.saying(
                        "what was paused stays so",
                        outbox + "DeliveryStore",
                        "SET state = {queued}, reason = NULL, next_at",
                        "SET reason = NULL, next_at"),
                Mutant.without("what was settled is not counted", outbox + "DeliveryHistoryStore", "settled"),
                Mutant.without("a correction is not planned", "delivery.planning.Planner", "corrected"),
                Mutant.saying(
                        "a correction forgets what is in flight",
                        corrections,
                        "d.state IN {unsettled}",
                        "d.state = {queued}"),
                Mutant.without("a withdrawal removes nothing", corrections, "withdraw"),
                Mutant.withLongerArray("a window is too long by one", "delivery.ratelimit.SlidingWindow"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isFound(Mutant mutant) {
        assertThat(mutant.firstFound(SEEDS))
                .as("the first seed that finds that %s", mutant)
                .isPositive();
    }
}
