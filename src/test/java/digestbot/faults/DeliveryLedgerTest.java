package digestbot.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryLedgerTest {

    @Test
    void isSoundWhenAllCameInOrderAndCountsRepeats() {
        assertThat(ledger("a", "b", "c").line())
                .isEqualTo("expected 4, lost 0, repeated 0, out of order 0, unexpected 0");
        assertThat(ledger("a", "a", "b", "c", "c", "c").repeated()).isEqualTo(3);
        assertThat(ledger("a", "b", "a", "b", "c").repeated())
                .as("a repeat that begins some parts before")
                .isEqualTo(2);
        assertThat(List.of(ledger("a", "b", "c"), ledger("a", "a", "b", "c"), ledger("a", "b", "a", "b", "c")))
                .allMatch(DeliveryLedger::isSound);
    }

    @Test
    void findsWhatIsLostOutOfOrderOrUnexpected() {
        assertThat(ledger("a", "b").lost()).containsExactly("1: c");
        assertThat(ledger().lost()).containsExactly("1: a", "1: b", "1: c");
        assertThat(ledger("a", "c", "b").disorder()).containsExactly("1: c");
        assertThat(ledger("b", "a", "b", "c").disorder()).containsExactly("1: b");
        assertThat(ledger("a", "b", "a", "c").disorder())
                .as("after a request that came late")
                .isEmpty();
        assertThat(ledger("a", "x", "b", "c").unexpected()).containsExactly("1: x");
        assertThat(List.of(ledger("a", "b"), ledger("a", "c", "b"), ledger("a", "x", "b", "c")))
                .noneMatch(DeliveryLedger::isSound);
        assertThat(DeliveryLedger.of(Map.of(), Map.of(3L, List.of("a"))).unexpected())
                .as("in a chat that expects nothing")
                .containsExactly("3: a");
    }

    @Test
    void refusesPartsThatLookAlike() {
        assertThatThrownBy(() -> DeliveryLedger.of(Map.of(1L, List.of("a", "a")), Map.of()))
                .hasMessageContaining("told apart");
    }

    private static DeliveryLedger ledger(String... received) {
        return DeliveryLedger.of(
                Map.of(1L, List.of("a", "b", "c"), 2L, List.of("a")), Map.of(1L, List.of(received), 2L, List.of("a")));
    }
}
