package digestbot.action;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.PreviewFingerprint.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewFingerprintTest {

    private static final PreviewFingerprint SHOWN = PreviewFingerprint.of("News", "everyone", "8:00", 300);

    @Test
    void itTellsWhatIsDifferentAndIsReadAsItWasWritten() {
        assertThat(PreviewFingerprint.of("News", "everyone", "8:00", 300).differencesFrom(SHOWN))
                .isEmpty();
        assertThat(PreviewFingerprint.of("Other", "everyone", "8:00", 300).differencesFrom(SHOWN))
                .containsExactly(Difference.TEXT);
        assertThat(PreviewFingerprint.of("News", "some", "8:00", 300).differencesFrom(SHOWN))
                .containsExactly(Difference.RECIPIENTS);
        assertThat(PreviewFingerprint.of("News", "everyone", "", 300).differencesFrom(SHOWN))
                .containsExactly(Difference.TIME);
        assertThat(PreviewFingerprint.of("News", "everyone", "8:00", 100_000).differencesFrom(SHOWN))
                .containsExactly(Difference.COUNT);
        assertThat(PreviewFingerprint.of("a", "b", "c", 0).differencesFrom(SHOWN))
                .containsExactly(Difference.values());
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
