package digestbot.content;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Content as plain text for a test to compare: panels between rules, then rows of buttons with
/// their presses.
public final class ContentDump {

    private ContentDump() {}

    public static String of(Content content) {
        var out = new StringBuilder();
        content.panels().forEach(panel -> panel(out, panel));
        content.buttons()
                .forEach(row -> out.append(row.stream().map(ContentDump::button).collect(Collectors.joining(" ")))
                        .append('\n'));
        return out.toString();
    }

    public static String labels(Content content) {
        return content.buttons().stream()
                .map(row -> row.stream().map(ContentDump::label).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    public static String text(List<Inline> inlines) {
        return inlines.stream().map(ContentDump::text).collect(Collectors.joining());
    }

    private static void panel(StringBuilder out, Panel panel) {
        out.append(panel.style() == Panel.PanelStyle.PERSPECTIVE ? "── side" : "── plain");
        panel.colour().ifPresent(colour -> out.append(String.format(Locale.ROOT, " #%06x", colour)));
        out.append('\n');
        line(out, (panel.emoji() + " " + panel.title()).strip());
        line(out, text(panel.subtitle()));
        blocks(out, "", panel.body());
        line(out, text(panel.footer()));
    }

    private static void line(StringBuilder out, String line) {
        if (!line.isEmpty()) {
            out.append(line).append('\n');
        }
    }

    private static void blocks(StringBuilder out, String indent, List<Block> blocks) {
        for (Block block : blocks) {
            switch (block) {
                case Block.Paragraph(var content) ->
                    out.append(indent).append(text(content)).append('\n');
                case Block.Heading(int level, var content) ->
                    out.append(indent)
                            .append("#".repeat(level))
                            .append(' ')
                            .append(text(content))
                            .append('\n');
                case Block.ItemList list -> {
                    int number = list.start();
                    for (Block.Item item : list.items()) {
                        out.append(indent).append(list.ordered() ? number++ + ". " : "• ");
                        var inner = new StringBuilder();
                        blocks(inner, indent + "   ", item.blocks());
                        out.append(inner.toString().stripLeading());
                    }
                }
                case Block.Quote(var quoted) -> blocks(out, indent + "> ", quoted);
                case Block.CodeBlock code -> out.append(code.text().indent(indent.length() + 4));
                case Block.HorizontalRule() -> out.append(indent).append("---\n");
            }
        }
    }

    private static String text(Inline inline) {
        return switch (inline) {
            case Inline.Text(var text) -> text;
            case Inline.Code(var text) -> "`" + text + "`";
            case Inline.Moment moment -> "⏱" + moment.text();
            case Inline.Citations citations -> text(citations.links());
            case Inline.LineBreak() -> " / ";
            case Inline.Emphasis(var content) -> "_" + text(content) + "_";
            case Inline.Strong(var content) -> "*" + text(content) + "*";
            case Inline.Strikethrough(var content) -> "~" + text(content) + "~";
            case Inline.Link(var address, var content) -> "[" + text(content) + "](" + address.url() + ")";
        };
    }

    private static String button(Button button) {
        String target = switch (button.action()) {
            case Button.Action.Callback(var press) -> press.encode();
            case Button.Action.OpenUrl(var address) -> address.url();
            case Button.Action.AskForReply() -> "reply";
            case Button.Action.ShareInChat(var view, var page) -> "share " + view.payload() + at(page);
            case Button.Action.Menu(var press, String title, var entries) ->
                press.encode() + " " + title + " "
                        + entries.stream().map(ContentDump::button).collect(Collectors.joining(" "));
        };
        return label(button) + "<" + target + ">";
    }

    private static String at(Optional<WebAddress> page) {
        return page.map(address -> " at " + address.url()).orElse("");
    }

    private static String label(Button button) {
        return button.current() ? "[·" + button.label() + "·]" : "[" + button.label() + "]";
    }
}
