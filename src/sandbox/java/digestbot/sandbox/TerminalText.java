package digestbot.sandbox;

import digestbot.i18n.LineWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a message as plain text: a bar next to quotes, numbers before buttons.
public final class TerminalText {

    private TerminalText() {}

    /// No line is wider than the given width in terminal cells.
    public static List<String> lines(List<ClientRow> rows, int width) {
        List<String> lines = new ArrayList<>();
        for (ClientRow row : rows) {
            switch (row) {
                case ClientRow.Line line -> line(line, width, lines);
                case ClientRow.ButtonRow buttons -> lines.addAll(LineWrapper.words(keys(buttons), width, ""));
                case ClientRow.SelectMenu menu -> lines.addAll(LineWrapper.words(text(menu), width, "  "));
                case ClientRow.AttachedFile file -> lines.addAll(LineWrapper.words(file.text(), width, ""));
                case ClientRow.Divider() -> lines.add("─".repeat(Math.min(width, 24)));
            }
        }
        return lines;
    }

    private static void line(ClientRow.Line line, int width, List<String> lines) {
        String bar = bar(line);
        String text = line.spans().stream().map(ClientSpan::text).collect(Collectors.joining());
        List<String> wrapped = LineWrapper.words(text, width - bar.length(), hanging(line));
        for (String piece : wrapped.isEmpty() ? List.of("") : wrapped) {
            lines.add(bar + piece);
        }
    }

    private static String bar(ClientRow.Line line) {
        return switch (line.kind()) {
            case QUOTE, FOLDED_QUOTE -> "▏ ";
            case CODE -> "│ ";
            case PLAIN, HEADING, SMALL -> line.accent().isPresent() ? "▌ " : "";
        };
    }

    /// Lines after a bullet are below its text, not below the bullet.
    private static String hanging(ClientRow.Line line) {
        String start = line.spans().isEmpty() ? "" : line.spans().getFirst().text();
        int text = 0;
        while (text < start.length() && start.charAt(text) == ' ') {
            text++;
        }
        return start.startsWith("• ", text) || start.startsWith("- ", text) ? " ".repeat(text + 2) : "";
    }

    private static String keys(ClientRow.ButtonRow buttons) {
        return buttons.buttons().stream()
                .map(key -> "[" + key.number() + " " + key.label() + "] ")
                .collect(Collectors.joining());
    }

    private static String text(ClientRow.SelectMenu menu) {
        return IntStream.range(0, menu.choices().size())
                .mapToObj(i -> i + 1 + " " + menu.choices().get(i))
                .collect(Collectors.joining(", ", "[" + menu.number() + " " + menu.placeholder() + " ▾] ", ""));
    }
}
