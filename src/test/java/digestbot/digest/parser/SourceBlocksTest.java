package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.Source;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceBlocksTest {

    /// Both counts, the order in the front matter, the marks of the four entries, and their perspectives.
    @ParameterizedTest(name = "{0} and {1}, {2}, {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            2 | 2 | -            | . . . .          | a a b b
            2 | 2 | -            | {b} . . .        | b a b b
            4 | 0 | -            | . . . .          | a a a a
            0 | 4 | -            | . . . .          | b b b b
            1 | 3 | -            | . . . .          | . . . .
            1 | 3 | perspectives | . . . .          | a b b b
            1 | 3 | -            | . {B} . {a}      | . b . a
            1 | 3 | chance       | . . . .          | . . . .
            2 | 1 | -            | . . . .          | . . . .
            2 | 1 | perspectives | . . . .          | . . . .
            9 | 9 | perspectives | . . . .          | . . . .
            - | 4 | -            | . . . .          | . . . .
            - | 4 | perspectives | . . . .          | . . . .
            """)
    void anEntrysMarkWinsAndElseItsPlaceDecidesIfTheListIsInBlocks(
            String first, String second, String order, String marks, String expected) {
        ParseResult.Parsed parsed = DigestSamples.parsed(text(first, second, order, marks));
        assertThat(perspectives(parsed.digest())).isEqualTo(expected);
        assertThat(parsed.digest().sources()).extracting(Source::outlet).containsOnly("Pier Gazette");
        assertThat(parsed.warnings().stream()
                        .anyMatch(warning -> warning.message().contains("do not say where each begins")))
                .as("asked for blocks that cannot be")
                .isEqualTo("perspectives".equals(order) && expected.startsWith("."));
        assertThat(parsed.warnings().stream()
                        .anyMatch(warning -> warning.message().startsWith("source-order “chance” is not known")))
                .isEqualTo("chance".equals(order));
    }

    @Test
    void theConfigurationOfTheTopicMaySayThatListsAreInBlocks() {
        byte[] text = text("1", "3", null, ". . . .").getBytes(StandardCharsets.UTF_8);
        var parser = new DigestParser(new DigestRules(Set.of("two"), Map.of(), () -> LocalDate.MAX));
        assertThat(perspectives(DigestSamples.parsed(parser.parse(text)).digest()))
                .isEqualTo("a b b b");
    }

    @Test
    void outletsAreCalledAsTheConfigurationSays() {
        var rules = new DigestRules(
                Set.of(), Map.of("piergazette", "The Gazette", "gazette.example", "The Gazette"), () -> LocalDate.MAX);
        String text = text("2", "2", null, ". . . .")
                .replaceFirst("Pier Gazette", "PIER  gazette")
                .replaceFirst("date:", "sources: [gazette.example, Pier Gazette, Inlet Post]\ndate:");
        var parser = new DigestParser(rules);
        Digest digest = DigestSamples.parsed(parser.parse(text.getBytes(StandardCharsets.UTF_8)))
                .digest();
        assertThat(digest.sources()).extracting(Source::outlet).containsOnly("The Gazette");
        assertThat(digest.outlets()).containsExactly("The Gazette", "Inlet Post");
    }

    @Test
    void aMarkThatNamesNoPerspectiveRemainsText() {
        ParseResult.Parsed parsed = DigestSamples.parsed(text("2", "2", null, "{c} . . ."));
        assertThat(parsed.digest().sources().getFirst().outlet()).isEqualTo("Pier Gazette (2026-03-01) {c}");
        assertThat(parsed.warnings())
                .extracting(warning -> warning.line() + ": " + warning.message())
                .containsExactly("26: source 1: “{c}” names no perspective of this digest and is shown as text:"
                        + " write one of a, b");
    }

    private static String perspectives(Digest digest) {
        return digest.sources().stream()
                .map(source -> source.perspective().isEmpty()
                        ? "."
                        : digest.perspectives()
                                .get(source.perspective().getAsInt())
                                .id())
                .collect(Collectors.joining(" "));
    }

    private static String text(String first, String second, String order, String marks) {
        String head = DigestSamples.HEAD
                .replace("name: Aland", "name: Aland" + count(first))
                .replace("name: Bravia", "name: Bravia" + count(second))
                .replace("topic: two", "topic: two" + (order == null ? "" : "\nsource-order: " + order));
        String point = "- A sentence that says enough to be read by itself.\n\n";
        var text = new StringBuilder(
                head + "\n- One.\n\n## Aland\n\n" + point + "## Bravia\n\n" + point + "## Sources\n\n");
        List<String> each = List.of(marks.split(" ", -1));
        for (int i = 1; i <= each.size(); i++) {
            String mark = each.get(i - 1);
            text.append(i)
                    .append(". ")
                    .append("[en] [A](https://example.org/%d) - Pier Gazette (2026-03-01)%s"
                            .formatted(i, ".".equals(mark) ? "" : " " + mark))
                    .append('\n');
        }
        return text.toString();
    }

    private static String count(String count) {
        return count == null ? "" : "\n    count: " + count;
    }
}
