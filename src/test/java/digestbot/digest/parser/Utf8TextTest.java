package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8TextTest {

    private static final String TEXT = DigestSamples.HEAD + """

            - A highlight.

            <!--more-->

            ## Aland

            - The first side tells its story at length.

            ## Bravia

            - The second side tells another one at length.
            """;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsAnyLineEndsWithAByteOrderMarkAndWithoutAFinalNewline(String lineEnd) {
        ParseResult plain = DigestSamples.parse(TEXT);
        String written = "\ufeff" + TEXT.stripTrailing().replace("\n", lineEnd);

        assertThat(DigestSamples.parse(written)).isEqualTo(plain);
        assertThat(DigestSamples.parsed(plain).warnings()).isEmpty();
    }

    @Test
    void saysWhichByteIsNotUtf8AlsoBehindAByteOrderMarkAndRecognisesUtf16() {
        byte[] bytes = TEXT.replace("first", "f?rst").getBytes(StandardCharsets.UTF_8);
        int offset = TEXT.indexOf("first") + 1;
        bytes[offset] = (byte) 0xef;

        assertThat(DigestSamples.problems(new DigestParser().parse(bytes)))
                .containsExactly("18: byte " + offset + " (0xef) is not UTF-8: save the file as UTF-8");
        byte[] marked = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '-', '\r', '\n', (byte) 0xc3};
        assertThat(DigestSamples.problems(new DigestParser().parse(marked)))
                .containsExactly("2: byte 6 (0xc3) is not UTF-8: save the file as UTF-8");
        assertThat(DigestSamples.problems(new DigestParser().parse(TEXT.getBytes(StandardCharsets.UTF_16))))
                .containsExactly("1: byte 0 is not UTF-8, the file looks like UTF-16: save it as UTF-8");
    }

    @Test
    void refusesWhatIsTooLong() {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        byte[] longest = Arrays.copyOf(text, DigestParser.MAX_BYTES);
        Arrays.fill(longest, text.length, longest.length, (byte) ' ');
        assertThat(new DigestParser().parse(longest)).isInstanceOf(ParseResult.Parsed.class);
        assertThat(DigestSamples.problems(new DigestParser().parse(Arrays.copyOf(longest, longest.length + 1))))
                .containsExactly("1: the file has 1048577 bytes, more than the 1048576 allowed: shorten it");
    }

    @Test
    void refusesMoreLinesThanItMayHave() {
        String most = TEXT.stripTrailing()
                + "\n"
                        .repeat(DigestParser.MAX_LINES
                                - (int) TEXT.stripTrailing().lines().count()
                                + 1);

        assertThat(new DigestParser().parse(most.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ParseResult.Parsed.class);
        assertThat(DigestSamples.problems(most + "\r\n"))
                .containsExactly("10001: the file has more than the 10,000 lines allowed: shorten it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t", "\ufeff"})
    void saysThatAFileIsEmpty(String text) {
        assertThat(DigestSamples.problems(text))
                .containsExactly(
                        "1: the file is empty: begin with a line `---` and the front matter, or delete the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\n---\ntopic: a\n---\n", "----\n", "--- a\n---\n", "{\"a\": 1}"})
    void saysThatThereIsNoFrontMatter(String text) {
        assertThat(DigestSamples.problems(text))
                .containsExactly(
                        "1: there is no front matter: the first line must be `---`, then topic, date and the rest, then `---`");
    }

    @Test
    void saysThatFrontMatterIsNotClosedOrTooLong() {
        assertThat(DigestSamples.problems("---\ntopic: a\n\n# b\n"))
                .containsExactly("1: the front matter is never closed: put a line `---` after its last key");
        assertThat(DigestSamples.problems("---")).singleElement().asString().contains("never closed");
        assertThat(DigestSamples.problems("---\na: " + "b".repeat(65_532) + "\n---\n"))
                .as("65,536 characters")
                .noneMatch(problem -> problem.contains("characters"));
        assertThat(DigestSamples.problems("---\na: " + "b".repeat(70_000) + "\n---\n"))
                .containsExactly("1: the front matter has 70004 characters, more than the 65536 allowed: shorten it");
    }
}
