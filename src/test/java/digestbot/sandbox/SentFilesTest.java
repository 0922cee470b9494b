package digestbot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentFilesTest {

    private static final int TEN_MIB = 10 << 20;

    @Test
    void keepsTheNewestFilesWithinItsBound() {
        SentFiles sentFiles = new SentFiles();
        long first = sentFiles.add(new byte[TEN_MIB]);
        long second = sentFiles.add(new byte[TEN_MIB]);
        sentFiles.add(new byte[TEN_MIB]);
        sentFiles.add(new byte[TEN_MIB]);
        assertThat(sentFiles.get(first)).isEmpty();
        assertThat(sentFiles.get(second))
                .hasValueSatisfying(content -> assertThat(content).hasSize(TEN_MIB));
    }
}
