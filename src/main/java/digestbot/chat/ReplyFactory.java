package digestbot.chat;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.i18n.Texts;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import digestbot.markdown.WebAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

public final class ReplyFactory {

    private static final int LABEL = 40;
    private static final int ECHO = 60;

    private ReplyFactory() {}

    public static Content text(String text, List<List<Button>> buttons) {
        return Content.of(List.of(Panel.plain(List.of(paragraph(text)))), buttons);
    }

    /// One paragraph, and the buttons in a row.
    public static Content text(String text, Button... row) {
        return text(text, row.length == 0 ? List.of() : List.of(List.of(row)));
    }

    /// One paragraph and a help button.
    public static Content text(Texts texts, String text) {
        return text(text, help(texts));
    }

    public static Content screen(String title, List<String> paragraphs, List<List<Button>> buttons) {
        List<Block> body = paragraphs.stream().map(ReplyFactory::paragraph).toList();
        var panel = new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(), body, List.of());
        return Content.of(List.of(panel), buttons);
    }

    /// Asks for a reply to the message, on Telegram. The link tells the bot what the reply answers.
    ///
    /// @param link the link of the press that asks, see [CommandContext#linkTo]
    /// @param hint the hint in the field for the reply, at most 64 characters
    public static Content askForReply(String question, String subject, WebAddress link, String hint) {
        List<Block> body = List.of(
                paragraph(question),
                new Block.Paragraph(List.of(new Inline.Link(link, List.of(new Inline.Text(subject))))));
        return Content.of(
                List.of(Panel.plain(body)), List.of(List.of(new Button(hint, new Button.Action.AskForReply(), false))));
    }

    /// A paragraph with the lines of the text, which may contain moments.
    public static Block paragraph(String text) {
        List<Inline> lines = new ArrayList<>();
        Arrays.stream(text.split("\n", -1)).forEach(line -> {
            if (!lines.isEmpty()) {
                lines.add(new Inline.LineBreak());
            }
            lines.addAll(MomentText.inlines(line));
        });
        return new Block.Paragraph(lines);
    }

    public static Button button(Texts texts, String label, Action press) {
        return Button.callback(texts.format(label), press);
    }

    public static Button help(Texts texts) {
        return button(texts, "help-button", new ChatAction.ShowHelp());
    }

    /// A button for one of several choices, marked if it is selected.
    public static Button choice(String label, Action press, boolean chosen) {
        return new Button(label(label), new Button.Action.Callback(press), chosen);
    }

    /// A button that switches something on or off, marked if it is on.
    public static Button toggle(String label, Action press, boolean on) {
        return Button.callback(label(on ? "✓ " + label : label), press);
    }

    public static List<List<Button>> inPairs(List<Button> buttons) {
        return inRows(2, buttons);
    }

    public static List<List<Button>> inRows(int width, List<Button> buttons) {
        List<List<Button>> rows = new ArrayList<>();
        for (int i = 0; i < buttons.size(); i += width) {
            rows.add(buttons.subList(i, Math.min(i + width, buttons.size())));
        }
        return rows;
    }

    /// Shortens a name so that it fits on a button.
    public static String label(String name) {
        return TextShortener.shorten(LABEL, name);
    }

    public static String topicAndDate(CommandContext context, String topic, LocalDate day) {
        return topicAndDate(context, topic, day, "");
    }

    public static String topicAndDate(CommandContext context, String topic, LocalDate day, String after) {
        String date = " · " + context.texts().shortDay(day, context.today().getYear()) + after;
        return TextShortener.shorten(LABEL - date.length(), topic) + date;
    }

    /// A digest by its topic and day in full.
    public static String day(Texts texts, StoredDigest stored) {
        return texts.format(
                "topic-and-day",
                stored.digest().topic().name(),
                texts.day(stored.digest().key().day()));
    }

    /// Shortens typed text for an answer that mentions it.
    public static String quoteInput(String typed) {
        return TextShortener.shorten(ECHO, typed.strip());
    }

    public static String capital(String text) {
        int end = text.offsetByCodePoints(0, Math.min(1, text.length()));
        return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
    }
}
