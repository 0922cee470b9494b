package digestbot.api;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.words.MarkedText.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageTest {

    private static final String LONG = "many words ".repeat(100);

    @Test
    void aPassageIsWholeOrCutAroundTheWordOrElseItsBeginning() {
        assertThat(PublicDigestFinder.passage(List.of(new Piece("A ", false), new Piece("word", true))))
                .isEqualTo("A word");
        var hit = new Piece("harbour", true);
        assertThat(PublicDigestFinder.passage(List.of(new Piece(LONG, false), hit, new Piece(LONG, false))))
                .startsWith("…")
                .endsWith("…")
                .contains("harbour")
                .hasSizeBetween(PublicDigestFinder.MAX_TEXT_LENGTH - 1, PublicDigestFinder.MAX_TEXT_LENGTH);
        assertThat(PublicDigestFinder.passage(List.of(new Piece(LONG, false))))
                .startsWith("many")
                .hasSizeBetween(PublicDigestFinder.MAX_TEXT_LENGTH - 1, PublicDigestFinder.MAX_TEXT_LENGTH);
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int shift = 0; shift < 2; shift++) {
            String emoji = "a".repeat(shift) + "\uD83D\uDE00".repeat(1_000);
            String passage = PublicDigestFinder.passage(
                    List.of(new Piece(emoji, false), new Piece("harbour", true), new Piece(emoji, false)));
            assertThat(passage.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
            assertThat(passage).hasSizeLessThanOrEqualTo(PublicDigestFinder.MAX_TEXT_LENGTH);
        }
    }
}
