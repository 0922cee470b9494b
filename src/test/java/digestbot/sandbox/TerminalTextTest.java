package digestbot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.i18n.LineWrapper;
import digestbot.sandbox.ClientRow.LineKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void drawsABarBesideQuotesAndNumbersInFrontOfButtons() {
        assertThat(drawn(
                        40,
                        line(LineKind.PLAIN, "US vs China"),
                        line(LineKind.FOLDED_QUOTE, "• a point"),
                        new ClientRow.ButtonRow(List.of(
                                new ClientRow.ClientButton(1, "Overview", Optional.empty(), true),
                                new ClientRow.ClientButton(2, "US", Optional.empty(), true))),
                        new ClientRow.SelectMenu(3, "Look at …", List.of("Overview", "US"))))
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
        List<String> lines = TerminalText.lines(
                List.of(line(
                        LineKind.PLAIN, "双方都称矿产会谈具有建设性但对由谁提出会谈说法不一 " + "x".repeat(70) + " 🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳")),
                20);
        assertThat(lines).hasSizeGreaterThan(5).allMatch(line -> LineWrapper.cells(line) <= 20);
    }

    private static List<String> drawn(int width, ClientRow... rows) {
        return TerminalText.lines(List.of(rows), width);
    }

    private static ClientRow line(LineKind kind, String text) {
        return new ClientRow.Line(List.of(new ClientSpan(text, Set.of(), Optional.empty())), kind, OptionalInt.empty());
    }
}
