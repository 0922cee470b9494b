package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByTheNameThatItIsStoredBy(Outcome outcome) {
        assertThat(outcome.id()).isNotBlank();
        assertThat(outcome.sentence()).endsWith(".");
        assertThat(Outcome.of(outcome.id())).contains(outcome);
    }

    @Test
    void noOtherNameIsAnOutcome() {
        assertThat(Outcome.of("no-such-outcome")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isAFailureIfItPausesTheChatOrFailsTheDelivery(Outcome outcome) {
        boolean fails = outcome.policy() == Policy.PAUSE || outcome.policy() == Policy.FAIL;
        assertThat(Outcome.failures().contains(outcome)).isEqualTo(fails);
    }

    @Test
    void isRefusedWhereItsPolicyDoesNotBelong() {
        assertThatCode(() -> Outcome.BLOCKED.require(Policy.FAIL, Policy.PAUSE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Outcome.BLOCKED.require(Policy.FAIL, Policy.RETRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blocked has the policy PAUSE, not one of [FAIL, RETRY]");
    }
}
