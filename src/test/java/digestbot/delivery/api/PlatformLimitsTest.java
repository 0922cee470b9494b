package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformLimitsTest {

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "0, -1, 0, 0", "0, 0, -1, 0", "0, 0, 0, -1"})
    void refusesEachLimitBelowZero(int perSecond, int perChat, int perGroup, int paid) {
        assertThatThrownBy(() -> new PlatformLimits(perSecond, perChat, perGroup, paid))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void zeroMeansNoLimit() {
        var limits = new PlatformLimits(0, 0, 0, 0);
        assertThat(limits.paid()).isFalse();
        assertThat(limits.overall()).isZero();
    }

    @Test
    void takesThePaidLimitWhereNewMessagesArePaidFor() {
        var limits = new PlatformLimits(30, 1, 20, 500);
        assertThat(limits.paid()).isTrue();
        assertThat(limits.overall()).isEqualTo(500);
    }
}
