package digestbot.broadcast;

import digestbot.content.Button;
import digestbot.content.TextShortener;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The link buttons in a broadcast's text. A line that consists only of
/// `[[Label]](https://example.org/)` becomes a row of buttons; several can be on one line. Any
/// other line, a line with an invalid address, and every line of a code block remain text.
///
/// @param text Markdown, without these lines
/// @param rows the buttons, one list per line
record ParsedBroadcastText(String text, List<List<Button>> rows) {

    private static final int MAX_LABEL_LENGTH = 40;

    /// Each alternative begins with a different character, so that matching never takes long.
    private static final Pattern BUTTON = Pattern.compile("\\G\\s*\\[\\[([^\\[\\]]+)]]\\(([^\\s()]+)\\)\\s*");

    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t).*");

    static ParsedBroadcastText of(String markdown) {
        List<String> text = new ArrayList<>();
        List<List<Button>> rows = new ArrayList<>();
        String fence = "";
        for (String line : markdown.lines().toList()) {
            Matcher mark = FENCE.matcher(line);
            boolean fenced = !fence.isEmpty();
            if (mark.matches() && (!fenced || fence.equals(mark.group(1)))) {
                fence = fenced ? "" : mark.group(1);
            }
            Optional<List<Button>> row = fenced ? Optional.empty() : row(line);
            row.ifPresentOrElse(rows::add, () -> text.add(line));
        }
        return new ParsedBroadcastText(String.join("\n", text), List.copyOf(rows));
    }

    /// The buttons of the line; empty if the line contains anything else.
    private static Optional<List<Button>> row(String line) {
        if (line.isBlank() || INDENTED.matcher(line).matches()) {
            return Optional.empty();
        }
        List<Button> buttons = new ArrayList<>();
        Matcher button = BUTTON.matcher(line);
        int end = 0;
        while (end < line.length() && button.find()) {
            Optional<WebAddress> address = WebAddress.parse(button.group(2));
            String label = button.group(1).strip();
            if (address.isEmpty() || label.isEmpty()) {
                return Optional.empty();
            }
            buttons.add(new Button(
                    TextShortener.shorten(MAX_LABEL_LENGTH, label),
                    new Button.Action.OpenUrl(address.orElseThrow()),
                    false));
            end = button.end();
        }
        return end == line.length() ? Optional.of(buttons) : Optional.empty();
    }

    int buttons() {
        return rows.stream().mapToInt(List::size).sum();
    }
}
