package digestbot.content;

import digestbot.i18n.LineWrapper;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A message as lines of plain text, the same for every platform.
public final class ContentText {

    private static final String QUOTE = "▏ ";
    private static final String CODE = "│ ";
    private static final String BULLET = "• ";
    private static final int RULE_LENGTH = 24;

    private final int width;
    private final List<String> lines = new ArrayList<>();
    private boolean gap;

    private ContentText(int width) {
        this.width = width;
    }

    /// Lines for the picture, the panels and the labels of the buttons. The width is in terminal
    /// cells.
    public static List<String> lines(Content message, int width) {
        var text = new ContentText(width);
        message.picture().ifPresent(_ -> text.add("", "", "🖼"));
        message.panels().forEach(text::panel);
        text.gap = false;
        message.buttons().forEach(text::row);
        return List.copyOf(text.lines);
    }

    private void panel(Panel panel) {
        gap = true;
        add("", "", (panel.emoji() + " " + panel.title()).strip());
        inlines("", panel.subtitle());
        if (panel.style() == Panel.PanelStyle.PERSPECTIVE) {
            blocks(panel.body(), QUOTE, false);
        } else {
            gap = true;
            blocks(panel.body(), "", true);
            gap = true;
        }
        inlines("", panel.footer());
    }

    private void row(List<Button> buttons) {
        add(
                "",
                "",
                buttons.stream()
                        .map(button -> "[" + (button.current() ? "✓ " : "") + button.label() + "]")
                        .collect(Collectors.joining(" ")));
    }

    private void blocks(List<Block> blocks, String indent, boolean apart) {
        for (Block block : blocks) {
            block(block, indent);
            gap = apart;
        }
    }

    private void block(Block block, String indent) {
        switch (block) {
            case Block.Paragraph(List<Inline> content) -> inlines(indent, content);
            case Block.Heading(int _, List<Inline> content) -> inlines(indent, content);
            case Block.ItemList list -> {
                for (int i = 0; i < list.items().size(); i++) {
                    String marker = list.ordered() ? list.start() + i + ". " : BULLET;
                    item(list.items().get(i).blocks(), indent, marker);
                }
            }
            case Block.Quote(List<Block> quoted) -> blocks(quoted, indent + QUOTE, false);
            case Block.CodeBlock(String _, String text) -> text.lines().forEach(line -> add(indent + CODE, "", line));
            case Block.HorizontalRule() -> add(indent, "", "─".repeat(RULE_LENGTH));
        }
    }

    private void item(List<Block> blocks, String indent, String marker) {
        String hanging = " ".repeat(marker.length());
        if (!blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph(List<Inline> content)) {
            add(indent, hanging, marker + PlainText.ofInlines(content).replace("\n", " "));
            blocks(blocks.subList(1, blocks.size()), indent + hanging, false);
        } else {
            add(indent, hanging, marker);
            blocks(blocks, indent + hanging, false);
        }
    }

    private void inlines(String indent, List<Inline> content) {
        PlainText.ofInlines(content).lines().forEach(line -> add(indent, "", line));
    }

    /// `indent` starts each line; `hanging` follows it in every line except the first.
    private void add(String indent, String hanging, String text) {
        List<String> wrapped = LineWrapper.words(text, width - LineWrapper.cells(indent), hanging);
        if (gap && !lines.isEmpty() && !wrapped.isEmpty()) {
            lines.add("");
        }
        gap = gap && wrapped.isEmpty();
        wrapped.forEach(line -> lines.add(indent + line));
    }
}
