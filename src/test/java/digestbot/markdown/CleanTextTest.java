package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void joinsLinesAndSpaces() {
        assertThat(CleanText.line("  a \t b\r\nc\u000bd  ")).isEqualTo("a b c d");
    }

    @Test
    void removesWhatCannotBeSeenButDisturbs() {
        assertThat(CleanText.line("a\u202e\u2067b\u0000\u009f\ufeff\ufff9c\udbff"))
                .isEqualTo("abc\ufffd");
    }

    @Test
    void leavesUsualTextAlone() {
        assertThat(CleanText.line("“Ünï — 中文” 😀")).isEqualTo("“Ünï — 中文” 😀");
    }

    @Test
    void cutsAtCodePoints() {
        assertThat(CleanText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(CleanText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
    }
}
