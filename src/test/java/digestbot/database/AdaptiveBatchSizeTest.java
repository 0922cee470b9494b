package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveBatchSizeTest {

    private final AdaptiveBatchSize batchSize = new AdaptiveBatchSize();

    @Test
    void takesFewerRowsAtOnceWhereTheLastTransactionTookTooLongButNeverNone() {
        int before = batchSize.rows();
        batchSize.adjust(AdaptiveBatchSize.TARGET_DURATION.multipliedBy(4), false);
        assertThat(batchSize.rows()).isEqualTo(before / 4);
        repeat(Duration.ofMinutes(1));
        assertThat(batchSize.rows()).isPositive();
    }

    @Test
    void takesMoreRowsStepByStepWhereThereIsTime() {
        int before = batchSize.rows();
        batchSize.adjust(Duration.ofMillis(1), false);
        assertThat(batchSize.rows()).as("few rows take little").isEqualTo(before);
        batchSize.adjust(Duration.ofMillis(1), true);
        assertThat(batchSize.rows()).isBetween(before + 1, before * 2);
        repeat(Duration.ofMillis(1));
        assertThat(batchSize.rows()).isBetween(before * 5, before * 100);
    }

    @Test
    void findsTheNumberOfRowsThatFits() {
        for (int i = 0; i < 50; i++) {
            batchSize.adjust(Duration.ofNanos(batchSize.rows() * 10_000L), true);
        }
        assertThat(batchSize.rows()).isEqualTo(2_500);
    }

    private void repeat(Duration time) {
        for (int i = 0; i < 100; i++) {
            batchSize.adjust(time, true);
        }
    }
}
