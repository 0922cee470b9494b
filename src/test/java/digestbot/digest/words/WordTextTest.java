package digestbot.digest.words;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.words.MarkedText.Piece;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Tariffs rise again          | tariffs      | Tariffs
            New TARIFFS, again          | tariffs      | TARIFFS
            New tariffs                 | tariff       |
            New tariffs                 | tarif        |
            Neue Zölle für Stahl        | zolle        | Zölle
            Rare earths stay rare       | Rare Earths  | Rare earths
            Rare and cheap earths       | rare earths  |
            The U.S. reacts             | u s          | U.S
            中国提高关税               | 关税         | 关税
            中国关注税收               | 关税         |
            對AI芯片加徵關稅           | ai芯片       | AI芯片
            対中関税を引き上げ         | 関税         | 関税
            ภาษีนำเข้า                  | ภาษี         | ภาษี
            Cafe\u0301 society          | café         | Café
            ＴＡＲＩＦＦＳ rise         | tariffs      | TARIFFS
            """)
    void findsWholeWordsAndPhrases(String text, String typed, String found) {
        var words = WordText.of("Nothing here\n" + text, "zh");
        String key = WordCutter.key(typed);
        assertThat(words.passage(key).map(WordText.Passage::found)).isEqualTo(Optional.ofNullable(found));
        assertThat(words.hasAny(Set.of(key))).isEqualTo(found != null);
        assertThat(words.phrases().contains(key)).isEqualTo(found != null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en    | Film festivals open          | festival       | festivals
            en-GB | A festival opens             | festivals      | festival
            en    | Parties traded security      | party          | Parties
            en    | They trade securities        | security       | securities
            en    | More rare earth              | rare earths    | rare earth
            en    | An important organization    | imports        |
            en    | An important organization    | organs         |
            de    | Die Zölle auf Stahl          | Zoll           | Zölle
            de    | Zwei Häuser                  | Haus           | Häuser
            de    | Neue Festivals               | festival       | Festivals
            es    | Dos festivales de cine       | festival       | festivales
            es    | Los aranceles                | arancel        | aranceles
            es    | Importantes elecciones       | elección       | elecciones
            es    | Importantes elecciones       | importaciones  |
            fr    | Les festivals                | festival       |
            zh    | 提高关税                     | 关税           | 关税
            """)
    void findsOtherFormsInLanguagesThatHaveStems(String language, String text, String typed, String found) {
        var words = WordText.of(text, language);
        String key = WordCutter.key(typed);
        assertThat(words.passage(key).map(WordText.Passage::found)).isEqualTo(Optional.ofNullable(found));
        assertThat(words.phrases().contains(words.stemming().stem(key))).isEqualTo(found != null);
    }

    @Test
    void marksEachPlaceInTheFirstLineThatHasTheWordButNoneTwice() {
        var words = WordText.of("No.\nSteel, steel and more steel\nSteel", "zh");
        WordText.Passage passage = words.passage("steel").orElseThrow();
        assertThat(passage.found()).isEqualTo("Steel");
        assertThat(passage.pieces())
                .containsExactly(
                        new Piece("Steel", true),
                        new Piece(", ", false),
                        new Piece("steel", true),
                        new Piece(" and more ", false),
                        new Piece("steel", true));
        assertThat(WordText.of("no no no", "zh").passage("no no").orElseThrow().pieces())
                .containsExactly(new Piece("no no", true), new Piece(" no", false));
    }

    @Test
    void shortensALongLineAroundTheWord() {
        String line = "word ".repeat(60) + "tariffs " + "more ".repeat(60);
        List<Piece> pieces =
                WordText.of(line, "zh").passage("tariffs").orElseThrow().pieces();
        String text = pieces.stream().map(Piece::text).collect(Collectors.joining());
        assertThat(text)
                .startsWith("…word ")
                .contains(" tariffs ")
                .endsWith("…")
                .hasSizeLessThan(190);
        assertThat(pieces).contains(new Piece("tariffs", true));
    }

    @Test
    void tellsWhichWordsOccurInTheOrderOfTheTextAndHasNoPhraseAcrossLines() {
        var words = WordText.of("Tariffs on steel\nSteel and chips", "zh");
        assertThat(words.occurring(Set.of("chips", "steel", "energy", "tariffs", "on steel")))
                .containsExactly("tariffs", "on steel", "steel", "chips");
        words = WordText.of("one two\nthree\na b c d e f g h i j k l m", "zh");
        assertThat(words.phrases())
                .contains("one two", "three", "a b c d e f g h i j k l")
                .doesNotContain("two three", "a b c d e f g h i j k l m");
    }
}
