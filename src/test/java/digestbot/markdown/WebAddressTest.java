package digestbot.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org",
        "HTTP://Example.org/A?b#c, http://Example.org/A?b#c",
        "https://example.org/a b, https://example.org/a%20b",
        "https://example.org/中, https://example.org/%E4%B8%AD",
        "https://example.org/<b>&\"x\", https://example.org/%3Cb%3E&%22x%22",
        "https://example.org:8080/@me, https://example.org:8080/@me",
        "https://[::1]/a, https://[::1]/a",
    })
    void takesAddressesOfPages(String text, String url) {
        assertThat(WebAddress.parse(text))
                .hasValueSatisfying(address -> assertThat(address.url()).isEqualTo(url));
    }

    @Test
    void refusesEverythingElse() {
        String texts = "a¦/a¦//example.org¦javascript:alert(1)¦ftp://example.org¦https:example.org¦https://"
                + "¦https:///a¦https://?a¦https://user@example.org¦https://user:word@example.org/a"
                + "¦tg://user?id=1¦ java\nscript:alert(1)";
        assertThat(texts.split("¦", -1)).allSatisfy(text -> {
            assertThat(WebAddress.parse(text)).as(text).isEmpty();
        });
    }

    @Test
    void refusesWhatIsTooLongHoweverItIsMade() {
        assertThat(WebAddress.parse("https://example.org/" + "a".repeat(2028))).isPresent();
        assertThat(WebAddress.parse("https://example.org/" + "a".repeat(2029))).isEmpty();
        assertThat(WebAddress.parse("https://example.org/" + "中".repeat(1000))).isEmpty();
        assertThatThrownBy(() -> new WebAddress("https://example.org/a b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebAddress("javascript:x")).isInstanceOf(IllegalArgumentException.class);
    }
}
