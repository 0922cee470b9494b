package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryLedgerTest {

    private static final Map<Long, List<String>> EXPECTED = Map.of(1L, List.of("a", "b", "c"), 2L, List.of("a"));

    @Test
    void isSoundWhenAllCameOnceInOrder() {
        DeliveryLedger ledger = DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "b", "c"), 2L, List.of("a")));
        assertThat(ledger.isSound()).isTrue();
        assertThat(ledger.line()).isEqualTo("expected 4, lost 0, repeated 0, out of order 0, unexpected 0");
    }

    @Test
    void findsWhatIsLost() {
        assertThat(lost(List.of("a", "b"), List.of("a"))).containsExactly("1: c");
        assertThat(lost(List.of(), List.of("a"))).containsExactly("1: a", "1: b", "1: c");
        assertThat(DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "b", "c")))
                        .lost())
                .containsExactly("2: a");
        assertThat(DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "b", "c")))
                        .isSound())
                .isFalse();
    }

    @Test
    void countsRepeats() {
        DeliveryLedger ledger =
                DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "a", "b", "c", "c", "c"), 2L, List.of("a", "a")));
        assertThat(ledger.repeated()).isEqualTo(4);
        assertThat(ledger.isSound()).isTrue();
    }

    @Test
    void letsARepeatBeginSomePartsBefore() {
        DeliveryLedger ledger =
                DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "b", "a", "b", "c"), 2L, List.of("a")));
        assertThat(ledger.isSound()).isTrue();
        assertThat(ledger.repeated()).isEqualTo(2);
    }

    @Test
    void findsWhatCameOutOfOrder() {
        assertThat(disorder(List.of("a", "c", "b"))).containsExactly("1: c");
        assertThat(disorder(List.of("b", "a", "b", "c"))).containsExactly("1: b");
        assertThat(disorder(List.of("a", "b", "c", "a", "c"))).containsExactly("1: c");
        assertThat(DeliveryLedger.of(EXPECTED, Map.of(1L, List.of("a", "c", "b"), 2L, List.of("a")))
                        .isSound())
                .isFalse();
    }

    @Test
    void findsUnexpectedMessages() {
        DeliveryLedger ledger = DeliveryLedger.of(
                EXPECTED, Map.of(1L, List.of("a", "x", "b", "c"), 2L, List.of("a"), 3L, List.of("a")));
        assertThat(ledger.unexpected()).containsExactly("1: x", "3: a");
        assertThat(ledger.disorder()).isEmpty();
        assertThat(ledger.isSound()).isFalse();
    }

    @Test
    void refusesPartsThatLookAlike() {
        assertThatThrownBy(() -> DeliveryLedger.of(Map.of(1L, List.of("a", "a")), Map.of()))
                .hasMessageContaining("told apart");
    }

    private static List<String> lost(List<String> first, List<String> second) {
        return DeliveryLedger.of(EXPECTED, Map.of(1L, first, 2L, second)).lost();
    }

    private static List<String> disorder(List<String> first) {
        return DeliveryLedger.of(EXPECTED, Map.of(1L, first, 2L, List.of("a"))).disorder();
    }
}
