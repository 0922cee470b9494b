package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.OutletKind;
import digestbot.i18n.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutletKindWordsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
            public, PUBLIC
            PUBLIC BROADCASTER, PUBLIC
            state, STATE
            State-run, STATE
            private, PRIVATE
            öffentlich, PUBLIC
            Öffentlich-rechtlich, PUBLIC
            offentlich, PUBLIC
            staatlich, STATE
            privat, PRIVATE
            público, PUBLIC
            publicos, PUBLIC
            medio estatal, STATE
            privados, PRIVATE
            公共, PUBLIC
            官方媒体, STATE
            私营, PRIVATE
            statt, -
            publ, -
            '', -
            """)
    void kindsAreFoundByTheirWordsInEveryLanguage(String typed, OutletKind kind) {
        assertThat(OutletKindWords.find(typed).orElse(null)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"statt, true", "privte, true", "publik, true", "foreign, false", "mars, false", "trade, false"})
    void mistypedKindsAreRecognised(String typed, boolean close) {
        assertThat(OutletKindWords.isClose(typed)).isEqualTo(close);
    }

    @Test
    void noTwoKindsShareAWord() {
        for (String language : Texts.languages()) {
            for (OutletKind kind : OutletKind.values()) {
                assertThat(OutletKindWords.in(Texts.of(language), kind))
                        .as(language)
                        .isNotEmpty()
                        .allSatisfy(
                                word -> assertThat(OutletKindWords.find(word)).contains(kind));
            }
        }
    }
}
