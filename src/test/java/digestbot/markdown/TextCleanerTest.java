package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextCleanerTest {

    @Test
    void joinsLinesAndSpacesAndRemovesWhatDisturbs() {
        assertThat(TextCleaner.line("  a \t b\r\nc\u000bd  ")).isEqualTo("a b c d");
        assertThat(TextCleaner.line("a\u202e\u2067b\u0000\u009f\ufeff\ufff9c\udbff"))
                .isEqualTo("abc\ufffd");
        assertThat(TextCleaner.line("“Ünï — 中文” 😀")).isEqualTo("“Ünï — 中文” 😀");
    }

    @Test
    void boundsWhatPilesUpOnOneLetter() {
        String pile = "\u0301".repeat(500);
        assertThat(TextCleaner.line("Z" + pile + "a" + pile))
                .isEqualTo("Z" + "\u0301".repeat(8) + "a" + "\u0301".repeat(8));
        assertThat(TextCleaner.line("Z" + "\u0301\u200d\u20dd\ud834\udd67".repeat(99)))
                .hasSizeLessThan(20);
        assertThat(TextCleaner.lines("Z" + pile + "\n" + pile).length()).isEqualTo(18);
        assertThat(TextCleaner.line("a" + "\u200b".repeat(99) + "b")).hasSizeLessThan(12);
    }

    @Test
    void leavesTheMarksThatLanguagesAndEmojiNeed() {
        for (String text : List.of(
                "Tiếng Việt",
                java.text.Normalizer.normalize("Tiếng Việt", java.text.Normalizer.Form.NFD),
                "בְּרֵאשִׁ֖ית",
                "हिन्दी",
                "ภาษาไทยที่นี่",
                "རྒྱལ་ཁབ་",
                "👩🏽‍❤️‍💋‍👨🏿",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "می‌خواهم")) {
            assertThat(TextCleaner.line(text)).isEqualTo(text);
        }
    }

    @Test
    void cutsAtCodePoints() {
        assertThat(TextCleaner.line("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(TextCleaner.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }
}
