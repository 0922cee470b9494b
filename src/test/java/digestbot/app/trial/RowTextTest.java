package digestbot.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.Row;
import digestbot.sandbox.Row.LineKind;
import digestbot.sandbox.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class RowTextTest {

    @Test
    void drawsABarBesideQuotesAndNumbersInFrontOfButtons() {
        assertThat(drawn(
                        40,
                        line(LineKind.PLAIN, "US vs China"),
                        line(LineKind.FOLDED_QUOTE, "• a point"),
                        new Row.Keys(List.of(
                                new Row.Key(1, "Overview", Optional.empty(), true),
                                new Row.Key(2, "US", Optional.empty(), true))),
                        new Row.Menu(3, "Look at …", List.of("Overview", "US"))))
                .containsExactly(
                        "US vs China", "▏ • a point", "[1 Overview] [2 US] ", "[3 Look at … ▾] 1 Overview, 2 US");
    }

    @Test
    void breaksLinesAtSpacesAndHangsThemBelowTheBullet() {
        assertThat(drawn(16, line(LineKind.QUOTE, "• one two three four")))
                .containsExactly("▏ • one two", "▏   three four");
    }

    @Test
    void noLineIsWiderThanTheScreenWhateverTheScript() {
        List<AttributedString> lines = RowText.lines(
                List.of(line(
                        LineKind.PLAIN, "双方都称矿产会谈具有建设性但对由谁提出会谈说法不一 " + "x".repeat(70) + " 🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳")),
                20);
        assertThat(lines).hasSizeGreaterThan(5).allMatch(line -> line.columnLength() <= 20);
    }

    @Test
    void showsBoldAndLinks() {
        Row row = new Row.Line(
                List.of(
                        new Span("bold", Set.of(Span.Style.BOLD), Optional.empty()),
                        new Span("link", Set.of(), Optional.of("https://example.org"))),
                LineKind.PLAIN,
                OptionalInt.empty());
        AttributedString line = RowText.lines(List.of(row), 40).getFirst();
        assertThat(line.styleAt(0)).isEqualTo(AttributedStyle.DEFAULT.bold());
        assertThat(line.styleAt(4)).isEqualTo(AttributedStyle.DEFAULT.underline());
    }

    private static List<String> drawn(int width, Row... rows) {
        return RowText.lines(List.of(rows), width).stream()
                .map(AttributedString::toString)
                .toList();
    }

    private static Row line(LineKind kind, String text) {
        return new Row.Line(List.of(new Span(text, Set.of(), Optional.empty())), kind, OptionalInt.empty());
    }
}
