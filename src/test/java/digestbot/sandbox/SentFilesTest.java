package digestbot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentFilesTest {

    private static final int TEN_MIB = 10 << 20;

    @Test
    void keepsTheNewestFilesWithinItsBound() {
        SentFiles shelf = new SentFiles();
        long first = shelf.add(new byte[TEN_MIB]);
        long second = shelf.add(new byte[TEN_MIB]);
        shelf.add(new byte[TEN_MIB]);
        shelf.add(new byte[TEN_MIB]);
        assertThat(shelf.get(first)).isEmpty();
        assertThat(shelf.get(second))
                .hasValueSatisfying(content -> assertThat(content).hasSize(TEN_MIB));
    }
}
