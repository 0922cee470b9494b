package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformLimitsTest {

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, 0", "0, -1, 0, 0", "0, 0, -1, 0", "0, 0, 0, -1"})
    void refusesEachLimitBelowZero(int perSecond, int perChat, int perGroup, int paid) {
        assertThatThrownBy(() -> new PlatformLimits(perSecond, perChat, perGroup, paid))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
