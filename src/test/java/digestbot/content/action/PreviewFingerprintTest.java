package digestbot.content.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewFingerprintTest {

    private static final PreviewFingerprint SHOWN = PreviewFingerprint.of("News", 300);

    @Test
    void itMatchesTheSamePreviewAloneAndIsReadAsItWasWritten() {
        assertThat(PreviewFingerprint.of("News", 301).matches(SHOWN)).isTrue();
        assertThat(PreviewFingerprint.of("Other", 300).matches(SHOWN)).isFalse();
        assertThat(PreviewFingerprint.of("News", 100_000).matches(SHOWN)).isFalse();
        assertThat(PreviewFingerprint.decode(SHOWN.encode())).contains(SHOWN);
        assertThat(SHOWN.encode()).matches("[A-Za-z0-9_-]{12}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, false",
        "0, 4, true",
        "4, 1, false",
        "4, 0, true",
        "300, 315, false",
        "300, 316, true",
        "300, 284, true",
        "100000, 105000, false",
        "100000, 105001, true",
        "300, 100000, true"
    })
    void aFewMoreOrLessAreNoOtherCount(long shown, long now, boolean drifted) {
        assertThat(PreviewFingerprint.hasDrifted(shown, now)).isEqualTo(drifted);
    }
}
