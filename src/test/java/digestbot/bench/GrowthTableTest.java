package digestbot.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

    @Test
    void eachValueIsComparedWithTheOneBefore() {
        var table = new GrowthTable("subscribers", List.of(1_000, 10_000, 100_000));

        table.add("planning, s", List.of(0.5, 6.0, 54.0));

        assertThat(table.toString().lines())
                .satisfiesExactly(
                        head -> assertThat(head.replaceAll(" +", " "))
                                .isEqualTo("| subscribers | 1,000 | 10,000 | 100,000 | × 10.0 | × 10.0 |"),
                        dashes -> assertThat(dashes).matches("\\|( -+:? \\|){6}"),
                        row -> assertThat(row.replaceAll(" +", " "))
                                .isEqualTo("| planning, s | 0.500 | 6.00 | 54.0 | × 12.0 | × 9.00 |"));
    }

    @Test
    void aRowHasAValueForEachSize() {
        var table = new GrowthTable("subscribers", List.of(1, 2));

        assertThatThrownBy(() -> table.add("planning, s", List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("planning, s has 1 values");
    }
}
