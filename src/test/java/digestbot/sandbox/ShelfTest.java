package digestbot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShelfTest {

    private static final int TEN_MIB = 10 << 20;

    @Test
    void keepsTheNewestFilesWithinItsBound() {
        Shelf shelf = new Shelf();
        long first = shelf.add(new byte[TEN_MIB]);
        long second = shelf.add(new byte[TEN_MIB]);
        shelf.add(new byte[TEN_MIB]);
        shelf.add(new byte[TEN_MIB]);
        assertThat(shelf.get(first)).isEmpty();
        assertThat(shelf.get(second))
                .hasValueSatisfying(content -> assertThat(content).hasSize(TEN_MIB));
    }
}
