package digestbot.broadcast;

import digestbot.audience.Platform;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Markdown;
import digestbot.markdown.PlainText;
import digestbot.markdown.WebAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a broadcast, with its link buttons. A line that consists only of
/// `[[Label]](https://example.org/)` becomes a row of buttons; several can be on one line. Any
/// other line, a line with an invalid address, and every line of a code block remain text.
///
/// @param markdown the text without these lines
public record BroadcastText(String markdown, List<List<Button>> rows) {

    public static final int MAX_MESSAGES = 3;

    /// The largest number of buttons; as many fit below a message on every platform.
    public static final int MAX_BUTTONS = 10;

    private static final int MAX_LABEL_LENGTH = 40;

    /// Each alternative begins with a different character, so that matching never takes long.
    private static final Pattern BUTTON = Pattern.compile("\\G\\s*\\[\\[([^\\[\\]]+)]]\\(([^\\s()]+)\\)\\s*");

    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t).*");

    /// The reason why a text cannot be sent.
    public sealed interface Refusal {

        default String text(Texts texts) {
            return switch (this) {
                case Empty() -> texts.format("broadcast-empty");
                case TooLong(Platform platform, int messages) ->
                    texts.format("broadcast-too-long", platform.title(), messages, MAX_MESSAGES);
                case TooManyButtons(int buttons) -> texts.format("broadcast-too-many-buttons", buttons, MAX_BUTTONS);
            };
        }

        record Empty() implements Refusal {}

        record TooLong(Platform platform, int messages) implements Refusal {}

        record TooManyButtons(int buttons) implements Refusal {}
    }

    /// Draws messages as text, and counts them.
    public interface BroadcastPreviews {

        int messages(Platform platform, Content content);

        List<String> drawing(Platform platform, Content content);
    }

    static BroadcastText of(String written) {
        List<String> text = new ArrayList<>();
        List<List<Button>> rows = new ArrayList<>();
        String fence = "";
        for (String line : written.lines().toList()) {
            Matcher mark = FENCE.matcher(line);
            boolean fenced = !fence.isEmpty();
            if (mark.matches() && (!fenced || fence.equals(mark.group(1)))) {
                fence = fenced ? "" : mark.group(1);
            }
            Optional<List<Button>> row = fenced ? Optional.empty() : row(line);
            row.ifPresentOrElse(rows::add, () -> text.add(line));
        }
        return new BroadcastText(String.join("\n", text), List.copyOf(rows));
    }

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

    Content content() {
        return content(Markdown.parse(markdown));
    }

    private Content content(List<Block> blocks) {
        return Content.of(List.of(Panel.plain(blocks)), rows);
    }

    int buttons() {
        return rows.stream().mapToInt(List::size).sum();
    }

    Optional<Refusal> refusal(Collection<Platform> platforms, BroadcastPreviews previews) {
        List<Block> blocks = Markdown.parse(markdown);
        Content content = content(blocks);
        if (!content.isVisible() || PlainText.of(blocks).isBlank()) {
            return Optional.of(new Refusal.Empty());
        }
        if (buttons() > MAX_BUTTONS) {
            return Optional.of(new Refusal.TooManyButtons(buttons()));
        }
        return platforms.stream()
                .<Refusal>map(platform -> new Refusal.TooLong(platform, previews.messages(platform, content)))
                .filter(refusal ->
                        refusal instanceof Refusal.TooLong(Platform _, int messages) && messages > MAX_MESSAGES)
                .findFirst();
    }

    /// The beginning of a broadcast's text, without its format.
    public static String excerpt(Broadcast broadcast, int length) {
        List<Block> blocks = Markdown.parse(of(broadcast.text()).markdown());
        return TextShortener.shorten(
                length, PlainText.of(blocks).replaceAll("\\s+", " ").strip());
    }
}
