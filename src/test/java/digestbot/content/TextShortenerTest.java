package digestbot.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextShortenerTest {

    @Test
    void cutsSoThatTheMarkFitsTooAndNeverWithinACharacter() {
        assertThat(TextShortener.shorten(5, "")).isEmpty();
        assertThat(TextShortener.shorten(5, "12345")).isEqualTo("12345");
        assertThat(TextShortener.shorten(5, "123456")).isEqualTo("1234…");
        assertThat(TextShortener.shorten(5, "123 56")).isEqualTo("123…");
        assertThat(TextShortener.shorten(5, "123🇨🇳6")).isEqualTo("123…");
        assertThat(TextShortener.shorten(8, "123👩‍👩‍👧‍👦")).isEqualTo("123…");
        assertThat(TextShortener.shorten(5, "ee\u0301e\u0301e\u0301")).isEqualTo("ee\u0301…");
        assertThat(TextShortener.shorten(5, "e" + "\u0301".repeat(100_000))).isEqualTo("…");
    }
}
