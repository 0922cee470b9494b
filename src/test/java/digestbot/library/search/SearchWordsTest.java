package digestbot.library.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

    @Test
    void wordsAreCutAsTheSearchCutsThem() {
        assertThat(SearchWords.of("US-China: Café, G7 ＡＢＣ"))
                .containsExactlyInAnyOrder("us", "china", "cafe", "g7", "abc");
    }

    @Test
    void lettersWithoutSpacesAreWordsAlsoInPairs() {
        assertThat(SearchWords.of("贸易战 G7峰会"))
                .containsExactlyInAnyOrder("贸", "易", "战", "贸易", "易战", "g7", "峰", "会", "峰会");
        assertThat(SearchWords.of("贸，易"))
                .as("as a phrase, which knows no comma")
                .contains("贸易");
        assertThat(SearchWords.of("贸a易")).doesNotContain("贸易");
    }

    @Test
    void arabicIsFoundWithoutItsMarks() {
        assertThat(SearchWords.of("يُنظر للتكيّف")).containsExactlyInAnyOrder("ينظر", "للتكيف");
    }

    @Test
    void marksOfDirectionSeparateWordsAsMarkupDoes() {
        assertThat(SearchWords.of("<b>one\u202etwo\u200f</b>")).containsExactlyInAnyOrder("b", "one", "two");
    }

    @Test
    void longWordsAreCut() {
        assertThat(SearchWords.of("𝒳".repeat(3) + "y".repeat(1_000)))
                .singleElement()
                .satisfies(word ->
                        assertThat(word.codePointCount(0, word.length())).isEqualTo(SearchWords.MAX_LETTERS));
    }
}
