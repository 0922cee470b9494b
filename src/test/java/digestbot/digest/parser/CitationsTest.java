package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationsTest {

    private static final String TEXT = "A sentence that says enough to be read by itself.";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Steel. [1]                      | Steel.                 | 1
            Steel. [1][4]                   | Steel.                 | 1 4
            Steel.[4] [1]                   | Steel.                 | 4 1
            Steel. [1, 4]                   | Steel.                 | 1 4
            钢铁。[1，4]                    | 钢铁。                 | 1 4
            Steel. [1-3][4]                 | Steel.                 | 1 2 3 4
            Steel. [ 2–3, 1 ]               | Steel.                 | 2 3 1
            **Steel** [1]                   | Steel                  | 1
            Steel. [1] {only}               | Steel.                 | 1
            Steel. {only} [1]               | Steel.                 | 1
            Steel. [1] {only} [4]           | Steel.                 | 1 4
            Steel [1] and iron.             | Steel [1] and iron.    | -
            Steel [sic]                     | Steel [sic]            | -
            Steel. \\[1]                    | Steel. [1]             | -
            Steel. \\[1\\]                  | Steel. [1]             | -
            `[1]`                           | [1]                    | -
            [1]                             | [1]                    | -
            Steel. [3-1]                    | Steel. [3-1]           | -
            Steel. [9]                      | Steel. [9]             | -
            Steel. [1][9][4]                | Steel. [9]             | 1 4
            Steel. [2-9] [4]                | Steel. [2-9]           | 4
            """)
    void numbersAtTheEndOfAPointAreItsSources(String point, String text, String numbers) {
        List<Block> blocks = parsed("- " + point).digest().perspective(0);

        assertThat(PlainText.of(blocks).lines().map(String::strip)).containsExactly(TEXT, text);
        assertThat(numbers(blocks)).isEqualTo(numbers == null ? "" : numbers);
    }

    @Test
    void aSourceThatTheListDoesNotHaveIsAWarningWithItsLine() {
        assertThat(parsed("- Steel. [1]\n- Iron. [1][9] {only}\n- Coal. [2, 7]").warnings())
                .filteredOn(warning -> warning.message().contains("shown as text"))
                .extracting(warning -> warning.line() + ": " + warning.message())
                .containsExactly(
                        "19: “[9]” is shown as text: the source list has no number 9, so correct it or remove the brackets",
                        "20: “[2, 7]” is shown as text: the source list has no number 7, so correct it or remove the"
                                + " brackets");
    }

    @Test
    void thereAreNoMillionsOfThemInADigest() {
        ParseResult.Parsed parsed = parsed(("- Steel." + "[1-4]".repeat(20) + "\n").repeat(150));

        assertThat(numbers(parsed.digest().perspective(0)).split(" ", -1)).hasSize(10_000);
        assertThat(parsed.warnings().getFirst().message())
                .isEqualTo("“[1-4]” is shown as text: the file names sources 10,000 times before, so remove some");
    }

    @Test
    void theyHaveTheAddressesOfTheSources() {
        Inline cited = citations(parsed("- Steel. [1][2]").digest().perspective(0))
                .findFirst()
                .orElseThrow();

        assertThat(((Inline.Citations) cited).sources())
                .extracting(
                        source -> source.address().map(address -> address.url()).orElse("none"))
                .containsExactly("https://example.org/1", "none");
    }

    @Test
    void textElsewhereRemainsTextAndLinksRemainLinks() {
        ParseResult.Parsed parsed = parsed("""
                - Steel
                  - Nested. [1]
                - Iron, see [the paper][5]. [5]

                Prose. [1]

                [5]: https://example.org/paper
                """);
        List<Block> blocks = parsed.digest().perspective(0);

        assertThat(PlainText.of(blocks)).endsWith("Steel\nNested. [1]\nIron, see the paper. 5\nProse. [1]");
        assertThat(numbers(blocks)).isEmpty();
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void pointsBeforeAndAfterTheSourceListHaveThem() {
        ParseResult.Parsed parsed =
                DigestSamples.parsed(DigestSamples.HEAD + "- One. [1]\n\n<!--more-->\n\n## Sources\n\n"
                        + "1. [en] [One](https://example.org/1) - Wire (3/1/2026)\n\n## Aland\n\n- " + TEXT
                        + " [1]\n\n## Bravia\n\n- " + TEXT + " [1]\n");

        assertThat(numbers(parsed.digest().highlights())).isEqualTo("1");
        assertThat(numbers(parsed.digest().perspective(1))).isEqualTo("1");
    }

    private static ParseResult.Parsed parsed(String points) {
        return DigestSamples.parsed(
                DigestSamples.HEAD + "- One.\n\n<!--more-->\n\n## Aland\n\n- " + TEXT + "\n" + points
                        + "\n\n## Bravia\n\n- " + TEXT + """


                ## Sources

                1. [en] [One](https://example.org/1) - Wire (3/1/2026)
                2. [en] Two - Gazette (3/1/2026)
                3. [en] [Three](https://example.org/3) - Wire (3/1/2026)

                ### More sources

                4. [en] [Four](https://example.org/4) - Wire (3/1/2026)
                """);
    }

    private static String numbers(List<Block> blocks) {
        return citations(blocks)
                .flatMap(cited -> ((Inline.Citations) cited).sources().stream())
                .map(source -> String.valueOf(source.number()))
                .collect(Collectors.joining(" "));
    }

    private static Stream<Inline> citations(List<Block> blocks) {
        return BulletPoints.each(blocks).stream()
                .flatMap(List::stream)
                .flatMap(block -> block instanceof Block.Paragraph(var content) ? content.stream() : Stream.of())
                .filter(Inline.Citations.class::isInstance);
    }
}
