package digestbot.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("full")
class ShardRangeTest {

    @Test
    void fewShardsAreNotDividedAndManyIntoEightRanges() {
        assertThat(ShardRange.cut(1)).containsExactly(new ShardRange(0, 0, 1));
        assertThat(ShardRange.cut(2)).containsExactly(new ShardRange(0, 1, 2));
        assertThat(ShardRange.cut(3)).containsExactly(new ShardRange(0, 1, 3), new ShardRange(2, 2, 3));
        assertThat(ShardRange.cut(64)).hasSize(8).contains(new ShardRange(56, 63, 64));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 16, 17, 31, 100, 1_000})
    void eachShardIsInOneRange(int total) {
        List<ShardRange> ranges = ShardRange.cut(total);
        assertThat(ranges).hasSizeLessThanOrEqualTo(8);
        int next = 0;
        for (ShardRange range : ranges) {
            assertThat(range.first()).isEqualTo(next);
            assertThat(range.size()).isPositive();
            next = range.last() + 1;
        }
        assertThat(next).isEqualTo(total);
    }
}
