package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void isFoundByTheNameThatItIsStoredByAndIsAFailureIfItPausesTheChatOrFailsTheDelivery() {
        assertThat(Outcome.values()).extracting(Outcome::id).doesNotHaveDuplicates();
        assertThat(Outcome.values()).allSatisfy(outcome -> {
            assertThat(outcome.id()).isNotBlank();
            assertThat(outcome.sentence()).endsWith(".");
            assertThat(Outcome.of(outcome.id())).contains(outcome);
        });
        assertThat(Outcome.of("no-such-outcome")).isEmpty();
        assertThat(Outcome.values())
                .allMatch(outcome ->
                        outcome.isFailure() == (outcome.policy() == Policy.PAUSE || outcome.policy() == Policy.FAIL));
    }

    @Test
    void isRefusedWhereItsPolicyDoesNotBelong() {
        assertThatCode(() -> Outcome.BLOCKED.require(Policy.FAIL, Policy.PAUSE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Outcome.BLOCKED.require(Policy.FAIL, Policy.RETRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocked has the policy PAUSE, not one of [FAIL, RETRY]");
    }
}
