package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveBatchSizeTest {

    private final AdaptiveBatchSize stride = new AdaptiveBatchSize();

    @Test
    void takesFewerRowsAtOnceWhereTheLastTransactionTookTooLong() {
        int before = stride.rows();
        stride.took(AdaptiveBatchSize.HELD.multipliedBy(4));
        assertThat(stride.rows()).isEqualTo(before / 4);
    }

    @Test
    void takesMoreRowsStepByStepWhereThereIsTime() {
        int before = stride.rows();
        stride.took(Duration.ofMillis(1));
        assertThat(stride.rows()).isBetween(before + 1, before * 2);
        repeat(Duration.ofMillis(1));
        assertThat(stride.rows()).isBetween(before * 5, before * 100);
    }

    @Test
    void goesOnEvenIfNothingIsFastEnough() {
        repeat(Duration.ofMinutes(1));
        assertThat(stride.rows()).isPositive();
    }

    @Test
    void findsTheNumberOfRowsThatFits() {
        for (int i = 0; i < 50; i++) {
            stride.took(Duration.ofNanos(stride.rows() * 10_000L));
        }
        assertThat(stride.rows()).isEqualTo(2_500);
    }

    private void repeat(Duration time) {
        for (int i = 0; i < 100; i++) {
            stride.took(time);
        }
    }
}
