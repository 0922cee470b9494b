package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeTableTest {

    private static final Set<Outcome> OF_THE_BOT =
            EnumSet.of(Outcome.UNRENDERABLE, Outcome.POISON, Outcome.EXPIRED, Outcome.FILE_NOT_MADE);

    @Test
    void everyOutcomeIsOneThatSomePlatformTells() {
        assertThat(EnumSet.complementOf(EnumSet.copyOf(OF_THE_BOT)))
                .allSatisfy(
                        outcome -> assertThat(List.of(OutcomeTables.telegram(outcome), OutcomeTables.discord(outcome)))
                                .anyMatch(signs -> !signs.isEmpty()));
    }

    @Test
    void everyPolicyIsTheOneOfSomeOutcome() {
        assertThat(Outcome.values()).extracting(Outcome::policy).contains(Policy.values());
    }
}
