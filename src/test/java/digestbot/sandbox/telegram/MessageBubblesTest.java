package digestbot.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageBubblesTest {

    static ClientRow.Line line(String text) {
        return line(ClientRow.LineKind.PLAIN, span(text));
    }

    private static ClientRow.Line line(ClientRow.LineKind kind, ClientSpan... spans) {
        return new ClientRow.Line(List.of(spans), kind, OptionalInt.empty());
    }

    private static ClientSpan span(String text, ClientSpan.Style... styles) {
        return new ClientSpan(text, Set.of(styles), Optional.empty());
    }

    private static List<ClientRow.Line> lines(String html) {
        return ShownMessages.lines(TextRules.toMessage(HtmlParser.parse(html)));
    }

    @Test
    void drawsLooksQuotesCodeAndLinks() {
        assertThat(lines("😀a <b>b<i>c</i></b> <a href='https://e.org/'><b>d</b></a>"))
                .containsExactly(line(
                        ClientRow.LineKind.PLAIN,
                        span("😀a "),
                        span("b", ClientSpan.Style.BOLD),
                        span("c", ClientSpan.Style.BOLD, ClientSpan.Style.ITALIC),
                        span(" "),
                        new ClientSpan("d", Set.of(ClientSpan.Style.BOLD), Optional.of("https://e.org/"))));
        assertThat(lines("<s>a\n\nb</s>"))
                .containsExactly(
                        line(ClientRow.LineKind.PLAIN, span("a", ClientSpan.Style.STRIKE)),
                        line(ClientRow.LineKind.PLAIN),
                        line(ClientRow.LineKind.PLAIN, span("b", ClientSpan.Style.STRIKE)));
        assertThat(lines("a<blockquote>b\nc</blockquote>d\n<blockquote expandable>e\n</blockquote>f\n<pre>g</pre>"))
                .containsExactly(
                        line("a"),
                        line(ClientRow.LineKind.QUOTE, span("b")),
                        line(ClientRow.LineKind.QUOTE, span("c")),
                        line("d"),
                        line(ClientRow.LineKind.FOLDED_QUOTE, span("e")),
                        line("f"),
                        line(ClientRow.LineKind.CODE, span("g", ClientSpan.Style.CODE)));
        assertThat(lines("see https://example.org/a"))
                .containsExactly(line(
                        ClientRow.LineKind.PLAIN,
                        span("see "),
                        new ClientSpan("https://example.org/a", Set.of(), Optional.of("https://example.org/a"))));
    }

    @Test
    void showsMomentsInTheZoneOfTheDevice() {
        assertThat(lines("at <tg-time unix=\"1770364800\" format=\"t\">09:00</tg-time>"))
                .containsExactly(line("at 08:00"));
        assertThat(lines("<tg-time format=\"wdt\" unix=\"1770364800\">Fri</tg-time>"))
                .containsExactly(line("2026-02-06 08:00"));
        assertThat(lines("<tg-time unix=\"1770364800\">in words</tg-time>")).containsExactly(line("in words"));
        assertThat(
                        lines(
                                "<tg-time unix=\"soon\" format=\"t\">soon</tg-time> <tg-time unix=\"1\" format=\"tt\">x</tg-time>"))
                .containsExactly(line("soon x"));
    }
}
