package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.ParseResult;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private static final String LONG = "- A sentence that says enough to be read by itself.\n";

    @Test
    void namesAPerspectiveWithoutASection() {
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG))
                .containsExactly(
                        "8: the perspective “Bravia” has no section: add one under a heading that begins with “Bravia”");
    }

    @Test
    void namesSectionsMadeLikeThoseOfThePerspectivesAndEachIfNoneFits() {
        assertThat(warnings("One.\n\n## Aland view (Aland)\n\n" + LONG + "\n## Marsia view (Marsia)\n\n" + LONG
                        + "\n## Bravia view (Bravia)\n\n" + LONG + "\n## Background (view)\n\n" + LONG))
                .containsExactly(
                        "17: the section “Marsia view (Marsia)” belongs to no perspective: add it to perspectives,"
                                + " or begin the heading with a perspective's name");
        assertThat(warnings("One.\n\n<!--more-->\n\n## A\n\n" + LONG + "\n## B\n\n" + LONG + "\n## C\n\n" + LONG))
                .hasSize(5)
                .anyMatch(warning -> warning.startsWith("15: the section “A” belongs to no perspective"))
                .anyMatch(warning -> warning.startsWith("19: the section “B” belongs to no perspective"));
    }

    @Test
    void namesAPerspectiveThatReportsNothingOrHardlyAnythingOrFarLess() {
        assertThat(warnings("One.\n\n## Aland\n\n### Sub\n\n## Bravia\n\n" + LONG))
                .containsExactly("13: the perspective “Aland” reports nothing: add its points under “Aland”");
        assertThat(warnings("One.\n\n## Aland\n\n- Yes.\n\n## Bravia\n\n" + LONG))
                .containsExactly(
                        "13: the perspective “Aland” reports only one point, a short one: add more, or check that none was"
                                + " lost");
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG.repeat(4)))
                .containsExactly(
                        "13: the perspective “Aland” reports only one point, another perspective 4: add more, or check that none"
                                + " was lost");
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n- 官员称会谈是第一步，并列出三个。\n"))
                .isEmpty();
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG.repeat(2) + "\n## Bravia\n\n" + LONG.repeat(7)))
                .containsExactly(
                        "13: the perspective “Aland” reports 2 points, another perspective 7: add more, or check that none"
                                + " was lost");
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG.repeat(2) + "\n## Bravia\n\n" + LONG.repeat(6)))
                .isEmpty();
    }

    @Test
    void namesAPerspectiveWithFarFewerArticlesThanAnother() {
        String perspectives = "One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG;
        assertThat(counted("8", "7", "1", perspectives))
                .contains(
                        "10: the perspective “Bravia” counts 1 article, another perspective 7: add more, or correct its count");
        assertThat(counted("4", "3", "1", perspectives)).noneMatch(warning -> warning.contains("another perspective"));
        assertThat(counted("4", "0", "4", perspectives)).noneMatch(warning -> warning.contains("another perspective"));
    }

    @Test
    void namesALinkThatIsThereTwice() {
        String list = """
                1. [A](https://example.org/a)
                2. [B](https://example.org/b)
                3. [C](https://example.org/a)
                4. [D](https://example.org/a)
                """;
        assertThat(warnings("One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG + "\n## Sources\n\n" + list))
                .containsExactly(
                        "25: the link is the same as on line 23: remove one, or fix its link",
                        "26: the link is the same as on line 23: remove one, or fix its link");
    }

    @Test
    void comparesTheCountsWithTheListAndWithEachOther() {
        String body = "One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG
                + "\n## Sources\n\n1. [A](https://example.org)\n";

        assertThat(counted("1", "1", "0", body)).isEmpty();
        assertThat(counted("3", "1", "0", body))
                .containsExactly("3: articleCount is 3, but the source list has 1 entry (line 25): make them equal");
        assertThat(counted("1", "2", "1", body))
                .containsExactly(
                        "7: the perspectives' counts add up to 3, but the source list has 1 entry (line 25): make them"
                                + " equal");
        assertThat(counted("3", "2", "1", body))
                .containsExactly("3: articleCount is 3, but the source list has 1 entry (line 25): make them equal");
        String text = DigestSamples.HEAD
                .replace("name: Aland", "name: Aland\n    count: 0")
                .replace("topic: two", "topic: two\naSources: 2");

        assertThat(DigestSamples.warnings(text + "\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG))
                .containsExactly("5: aSources is 2, but a has the count 0 on line 9: make them equal");
    }

    @Test
    void aPerspectiveWithoutArticlesHasNoPointsAndThatIsNoMistake() {
        String text = DigestSamples.HEAD.replace("name: Aland", "name: Aland\n    count: 0")
                + "\n- One.\n\n## Aland\n\n%s\n## Bravia\n\n" + LONG + LONG;
        ParseResult.Parsed parsed = DigestSamples.parsed(text.formatted("- No Aland sources available.\n"));
        assertThat(parsed.digest().perspective(0)).isEmpty();
        assertThat(parsed.warnings()).isEmpty();
        assertThat(DigestSamples.warnings(text.formatted(LONG + LONG)))
                .containsExactly("15: the perspective “Aland” has the count 0 (line 6), so its points are left out:"
                        + " correct one of the two");
        assertThat(DigestSamples.parsed(text.formatted("")).warnings()).isEmpty();
    }

    @Test
    void theSentencesOfAProducerSayTheSame() {
        String text =
                DigestSamples.HEAD + "\n- One.\n\n## Aland\n\n- No  Aland sources available\n\n## Bravia\n\n" + LONG;
        var rules = new DigestRules(Set.of(), Map.of(), () -> LocalDate.MAX);
        ParseResult.Parsed parsed =
                DigestSamples.parsed(new DigestParser(rules).parse(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.digest().perspective(0)).isEmpty();
        assertThat(parsed.digest().perspectives().getFirst().count()).hasValue(0);
        assertThat(parsed.digest().perspective(1)).isNotEmpty();
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void namesADayThatIsStillToComeUnlessTheAuthorSaysWhenToPublish() {
        String text = DigestSamples.HEAD + "\n- One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG;
        LocalDate day = DigestSamples.parsed(text).digest().key().day();
        assertThat(warningsOn(day.minusDays(1), text))
                .containsExactly("1: the day %s is still to come: correct `date`, or add `publishDate`".formatted(day));
        assertThat(warningsOn(day, text)).isEmpty();
        assertThat(warningsOn(day.minusDays(1), text.replaceFirst("\n", "\npublishDate: " + day + "\n")))
                .isEmpty();
    }

    private static List<String> warningsOn(LocalDate today, String text) {
        var parser = new DigestParser(new DigestRules(Set.of(), Map.of(), () -> today));
        return DigestSamples.parsed(parser.parse(text.getBytes(StandardCharsets.UTF_8))).warnings().stream()
                .map(warning -> warning.line() + ": " + warning.message())
                .toList();
    }

    @Test
    void stopsAtFifty() {
        String list = "1. [A](b)\n".repeat(500);
        List<String> warnings =
                warnings("One.\n\n## Aland\n\n" + LONG + "\n## Bravia\n\n" + LONG + "\n## Sources\n\n" + list);

        assertThat(warnings).hasSize(51);
        assertThat(warnings.getLast()).endsWith(": and 450 more of this kind: fix these first");
    }

    private static List<String> warnings(String body) {
        return DigestSamples.warnings(DigestSamples.HEAD + body);
    }

    private static List<String> counted(String all, String first, String second, String body) {
        return DigestSamples.warnings("""
                ---
                title: a
                articleCount: %s
                date: 2026-03-01
                topic: two
                perspectives:
                  - id: a
                    name: Aland
                    count: %s
                  - id: b
                    name: Bravia
                    count: %s
                ---

                """.formatted(all, first, second) + body);
    }
}
