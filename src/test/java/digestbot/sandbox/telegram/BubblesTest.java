package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.Row;
import digestbot.sandbox.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BubblesTest {

    static Row.Line line(String text) {
        return line(Row.LineKind.PLAIN, span(text));
    }

    private static Row.Line line(Row.LineKind kind, Span... spans) {
        return new Row.Line(List.of(spans), kind, OptionalInt.empty());
    }

    private static Span span(String text, Span.Style... styles) {
        return new Span(text, Set.of(styles), Optional.empty());
    }

    private static List<Row.Line> lines(String html) {
        return Bubbles.lines(TextRules.toMessage(HtmlText.parse(html)));
    }

    @Test
    void cutsALineWhereItsLookChanges() {
        assertThat(lines("😀a <b>b<i>c</i></b> <a href='https://e.org/'><b>d</b></a>"))
                .containsExactly(line(
                        Row.LineKind.PLAIN,
                        span("😀a "),
                        span("b", Span.Style.BOLD),
                        span("c", Span.Style.BOLD, Span.Style.ITALIC),
                        span(" "),
                        new Span("d", Set.of(Span.Style.BOLD), Optional.of("https://e.org/"))));
    }

    @Test
    void carriesALookOverLineEnds() {
        assertThat(lines("<s>a\n\nb</s>"))
                .containsExactly(
                        line(Row.LineKind.PLAIN, span("a", Span.Style.STRIKE)),
                        line(Row.LineKind.PLAIN),
                        line(Row.LineKind.PLAIN, span("b", Span.Style.STRIKE)));
    }

    @Test
    void drawsQuotesAndCodeAsLinesOfTheirOwn() {
        assertThat(lines("a<blockquote>b\nc</blockquote>d\n<blockquote expandable>e\n</blockquote>f\n<pre>g</pre>"))
                .containsExactly(
                        line("a"),
                        line(Row.LineKind.QUOTE, span("b")),
                        line(Row.LineKind.QUOTE, span("c")),
                        line("d"),
                        line(Row.LineKind.FOLDED_QUOTE, span("e")),
                        line("f"),
                        line(Row.LineKind.CODE, span("g", Span.Style.CODE)));
    }

    @Test
    void showsAddressesAsLinks() {
        assertThat(lines("see https://example.org/a"))
                .containsExactly(line(
                        Row.LineKind.PLAIN,
                        span("see "),
                        new Span("https://example.org/a", Set.of(), Optional.of("https://example.org/a"))));
    }
}
