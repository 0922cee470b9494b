package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.digest.RevisionChanges;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointMarksTest {

    private static final String TEXT = "A sentence that says enough to be read by itself.";

    /// The line of the marked point in [#digest].
    private static final int LINE = 18;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Steel. {pair: tariffs}         | Steel.                  | Pair[id=tariffs, words=]
            Steel.{pair:tariffs}           | Steel.                  | Pair[id=tariffs, words=]
            Steel. { pair : Tariffs.1_a }  | Steel.                  | Pair[id=tariffs.1_a, words=]
            钢铁。{pair: 关税}             | 钢铁。                  | Pair[id=关税, words=]
            **Steel** {pair: a}            | Steel                   | Pair[id=a, words=]
            Steel. {pair: a "The steel"}   | Steel.                  | Pair[id=a, words=The steel]
            钢铁。{pair: a “钢铁关税”}     | 钢铁。                  | Pair[id=a, words=钢铁关税]
            Steel {x} {pair: a}            | Steel {x}               | Pair[id=a, words=]
            Steel. {only}                  | Steel.                  | Only[perspective=a]
            Steel. {only: A}               | Steel.                  | Only[perspective=a]
            Steel. {only: b}               | Steel. {only: b}        | -
            Steel. {only: mars}            | Steel. {only: mars}     | -
            Steel. {pair}                  | Steel. {pair}           | -
            Steel. {pair: a b}             | Steel. {pair: a b}      | -
            Steel. {pairs: a}              | Steel. {pairs: a}       | -
            Steel. {laughs}                | Steel. {laughs}         | -
            Steel. {1, 2}                  | Steel. {1, 2}           | -
            Steel. \\{only\\}              | Steel. {only}           | -
            Steel. \\{only}                | Steel. {only}           | -
            {only} Steel.                  | {only} Steel.           | -
            `{only}`                       | {only}                  | -
            {only}                         | {only}                  | -
            """)
    void aMarkAtTheEndOfAPointIsTakenOutOfItsText(String point, String text, String mark) {
        Digest digest = digest("- " + point).digest();

        assertThat(PlainText.of(digest.perspective(0)).lines().toList()).isEqualTo(List.of(TEXT, text));
        assertThat(shown(digest.perspective(0))).isEqualTo(mark == null ? "" : mark);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Steel. {pair: both}     | -
            Steel. {only}           | -
            Steel. {1, 2}           | -
            Steel. \\{only}         | -
            Steel. {only: b}        | “{only: b}” is in the section of “Aland” and is shown as text: write {only}, or move the point
            Steel. {only: mars}     | “{only: mars}” names no perspective of this digest and is shown as text: write one of a, b
            Steel. {pair}           | “{pair}” has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one such as {pair: tariffs}
            Steel. {pair: -a}       | “{pair: -a}” has no id of letters, digits, `-`, `_` and `.` and is shown as text: write one such as {pair: tariffs}
            Steel. {pairs: a}       | “{pairs: a}” is no mark of a point and is shown as text: write {pair: id} or {only: perspective}, or put a backslash before the brace
            Steel {x} {pair: both}  | -
            Steel. {only} {only}    | “{only}” is not at the end of a point and is shown as text: put it at the end of a list item
            Steel. {pair: tariffs}  | {pair: tariffs} is in the section of one perspective only: mark the points of another perspective that belong to it, or write {only}
            Steel. {only} {pair: both} | “{only}” is not at the end of a point and is shown as text: put it at the end of a list item
            {only}                  | “{only}” is not at the end of a point and is shown as text: put it at the end of a list item
            """)
    void whatIsNoMarkIsAWarningWithItsLine(String point, String warning) {
        assertThat(DigestSamples.warnings(text("- " + point)))
                .isEqualTo(warning == null ? List.of() : List.of(LINE + ": " + warning));
    }

    @Test
    void aMarkElsewhereRemainsText() {
        ParseResult.Parsed parsed = digest("""
                - Steel.
                  - Nested. {pair: both}

                Prose. {only}

                ### Heading {only}

                - Steel

                  again. {only}
                """);

        assertThat(shown(parsed.digest().perspective(0))).isEmpty();
        assertThat(PlainText.of(parsed.digest().perspective(0)))
                .endsWith("Steel.\nNested. {pair: both}\nProse. {only}\nHeading {only}\nSteel\nagain. {only}");
        assertThat(parsed.warnings())
                .filteredOn(warning -> warning.message().contains("is not at the end of a point"))
                .extracting(Diagnostic::line)
                .containsExactly(19, 21, 27);
    }

    @Test
    void aMarkMayStandOnALineOfItsOwnBesideAnEscapedOneAndIsAChangeForReaders() {
        Digest digest = digest("- Steel\n  {pair: both}\n- Iron  \n  {only}\n").digest();

        assertThat(shown(digest.perspective(0))).isEqualTo("Pair[id=both, words=] Only[perspective=a]");
        assertThat(PlainText.of(digest.perspective(0)).lines().toList()).containsExactly(TEXT, "Steel", "Iron");
        digest = digest("- Steel \\{only}\n- Iron {only}\n").digest();

        assertThat(PlainText.of(digest.perspective(0)).lines().toList()).containsExactly(TEXT, "Steel {only}", "Iron");
        assertThat(RevisionChanges.between(
                        digest("- Steel. {only}").digest(), digest("- Steel.").digest()))
                .isPresent();
    }

    @Test
    void twoHeadingsOfOnePairAreAWarning() {
        assertThat(DigestSamples.warnings(text("- Steel. {pair: both \"Steel\"}\n- Iron. {pair: both \"Steel\"}\n"
                        + "- Coal. {pair: both \"Coal\"}")))
                .contains("20: the pair “both” is called “Steel” on line 18: write its words once");
    }

    @Test
    void highlightsAndOtherSectionsNameThePerspective() {
        ParseResult.Parsed parsed =
                DigestSamples.parsed(DigestSamples.HEAD + "- One. {only: B}\n- Two. {only}\n- Three. {pair: x}\n\n"
                        + "<!--more-->\n\n## Aland\n\n- " + TEXT + "\n\n## Bravia\n\n- " + TEXT
                        + "\n\n# Method\n\n- Four. {only: a}\n");

        assertThat(shown(parsed.digest().highlights())).isEqualTo("Only[perspective=b]");
        assertThat(PlainText.of(parsed.digest().highlights())).isEqualTo("One.\nTwo. {only}\nThree. {pair: x}");
        assertThat(parsed.digest().sections().getLast())
                .isInstanceOfSatisfying(
                        Section.OtherSection.class,
                        section -> assertThat(shown(section.blocks())).isEqualTo("Only[perspective=a]"));
        assertThat(parsed.warnings())
                .extracting(warning -> warning.line() + ": " + warning.message())
                .containsExactly(
                        "12: “{only}” names no perspective and is shown as text: write {only: id} with one of a, b",
                        "13: “{pair: x}” is outside the sections of the perspectives and is shown as text: remove it");
    }

    private static ParseResult.Parsed digest(String points) {
        return DigestSamples.parsed(text(points));
    }

    private static String text(String points) {
        return DigestSamples.HEAD + "- One.\n\n<!--more-->\n\n## Aland\n\n- " + TEXT + "\n" + points
                + "\n\n## Bravia\n\n- " + TEXT + (points.contains("pair: both") ? " {pair: both}" : "") + "\n";
    }

    private static String shown(List<Block> blocks) {
        return PointMark.in(blocks).stream()
                .map(mark -> mark.toString().replaceAll("Optional(?:\\[(.*?)]|\\.empty)", "$1"))
                .collect(Collectors.joining(" "));
    }
}
