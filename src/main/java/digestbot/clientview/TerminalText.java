package digestbot.clientview;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Renders a message for a terminal: bold and dim text, a bar next to quotes, numbers before
/// buttons.
public final class TerminalText {

    private static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle BUTTON = AttributedStyle.DEFAULT.bold();

    private TerminalText() {}

    /// The message's lines, none wider than the given width in terminal cells.
    public static List<AttributedString> lines(List<ClientRow> rows, int width) {
        List<AttributedString> lines = new ArrayList<>();
        for (ClientRow row : rows) {
            switch (row) {
                case ClientRow.Line line -> line(line, width, lines);
                case ClientRow.ButtonRow buttons ->
                    LineWrapper.words(keys(buttons), width, "").forEach(lines::add);
                case ClientRow.SelectMenu menu -> menu(menu, width, lines);
                case ClientRow.Divider() -> lines.add(new AttributedString("─".repeat(Math.min(width, 24)), DIM));
            }
        }
        return lines;
    }

    private static void line(ClientRow.Line line, int width, List<AttributedString> lines) {
        var bar = new AttributedString(bar(line), barStyle(line));
        var text = new AttributedStringBuilder();
        line.spans().forEach(span -> append(text, span, line.kind()));
        int room = width - bar.columnLength();
        List<AttributedString> wrapped = LineWrapper.words(text.toAttributedString(), room, hanging(line));
        for (AttributedString piece : wrapped.isEmpty() ? List.of(AttributedString.EMPTY) : wrapped) {
            lines.add(AttributedString.join(AttributedString.EMPTY, bar, piece));
        }
    }

    private static String bar(ClientRow.Line line) {
        return switch (line.kind()) {
            case QUOTE, FOLDED_QUOTE -> "▏ ";
            case CODE -> "│ ";
            case PLAIN, HEADING, SMALL -> line.accent().isPresent() ? "▌ " : "";
        };
    }

    private static AttributedStyle barStyle(ClientRow.Line line) {
        return line.accent().isPresent()
                ? AttributedStyle.DEFAULT.foregroundRgb(line.accent().getAsInt())
                : DIM;
    }

    /// The indentation that puts the lines after a bullet below its text, not below the bullet.
    private static String hanging(ClientRow.Line line) {
        String start = line.spans().isEmpty() ? "" : line.spans().getFirst().text();
        int text = 0;
        while (text < start.length() && start.charAt(text) == ' ') {
            text++;
        }
        return start.startsWith("• ", text) || start.startsWith("- ", text) ? " ".repeat(text + 2) : "";
    }

    private static void append(AttributedStringBuilder text, ClientSpan span, ClientRow.LineKind kind) {
        AttributedStyle style = switch (kind) {
            case HEADING -> AttributedStyle.DEFAULT.bold();
            case SMALL -> DIM;
            case PLAIN, QUOTE, FOLDED_QUOTE, CODE -> AttributedStyle.DEFAULT;
        };
        for (ClientSpan.Style look : span.styles()) {
            style = switch (look) {
                case BOLD -> style.bold();
                case ITALIC -> style.italic();
                case UNDERLINE -> style.underline();
                case STRIKE -> style.crossedOut();
                case CODE -> style.foreground(AttributedStyle.CYAN);
                case SPOILER -> style.conceal();
            };
        }
        text.append(span.text(), span.link().isPresent() ? style.underline() : style);
    }

    private static AttributedString keys(ClientRow.ButtonRow buttons) {
        var text = new AttributedStringBuilder();
        for (ClientRow.ClientButton key : buttons.buttons()) {
            text.append("[", DIM).append(Integer.toString(key.number()), DIM).append(" ");
            text.append(key.label(), key.enabled() ? BUTTON : DIM);
            text.append("] ", DIM);
        }
        return text.toAttributedString();
    }

    private static void menu(ClientRow.SelectMenu menu, int width, List<AttributedString> lines) {
        var text = new AttributedStringBuilder();
        text.append("[" + menu.number() + " " + menu.placeholder() + " ▾] ", DIM);
        for (int i = 0; i < menu.choices().size(); i++) {
            text.append((i + 1) + " ", DIM)
                    .append(menu.choices().get(i))
                    .append(i + 1 < menu.choices().size() ? ", " : "");
        }
        lines.addAll(LineWrapper.words(text.toAttributedString(), width, "  "));
    }
}
