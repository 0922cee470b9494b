package digestbot.site.feed;

import digestbot.content.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;
import java.util.stream.Stream;

/// The panels of a view as HTML for feed readers: plain elements without classes, styles and scripts.
final class EntryHtml {

    private static final int PANEL_LEVEL = 2;
    private static final int LOWEST_LEVEL = 6;

    private final XmlOutput out = new XmlOutput();

    private EntryHtml() {}

    /// The panels in their order; the title of the first one is left out, as it is the entry's.
    static String of(List<Panel> panels) {
        var html = new EntryHtml();
        for (int i = 0; i < panels.size(); i++) {
            html.panel(panels.get(i), i > 0);
        }
        return html.out.toString();
    }

    private void panel(Panel panel, boolean titled) {
        String title = Stream.of(panel.emoji(), panel.title())
                .filter(part -> !part.isBlank())
                .reduce((emoji, name) -> emoji + " " + name)
                .orElse("");
        if (titled && !title.isEmpty()) {
            out.textElement("h" + PANEL_LEVEL, title);
        }
        line(panel.subtitle());
        blocks(panel.body());
        line(panel.footer());
    }

    private void line(List<Inline> content) {
        if (!content.isEmpty()) {
            out.element("p", () -> out.element("small", () -> inlines(content)));
        }
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(this::block);
    }

    private void block(Block block) {
        switch (block) {
            case Block.Paragraph(List<Inline> content) -> out.element("p", () -> inlines(content));
            case Block.Heading(int level, List<Inline> content) ->
                out.element("h" + Math.clamp(level, PANEL_LEVEL + 1, LOWEST_LEVEL), () -> inlines(content));
            case Block.ItemList(boolean ordered, int start, List<Block.Item> items) -> list(ordered, start, items);
            case Block.Quote(List<Block> quoted) -> out.element("blockquote", () -> blocks(quoted));
            case Block.CodeBlock code -> out.element("pre", () -> out.textElement("code", code.text()));
            case Block.HorizontalRule _ -> out.emptyElement("hr");
        }
    }

    private void list(boolean ordered, int start, List<Block.Item> items) {
        XmlOutput.Content content = () -> items.forEach(item -> out.element("li", () -> item(item.blocks())));
        if (ordered && start != 1) {
            out.element("ol", content, "start", Integer.toString(start));
        } else {
            out.element(ordered ? "ol" : "ul", content);
        }
    }

    /// An item that begins with a paragraph has no empty line before or after it.
    private void item(List<Block> blocks) {
        if (!blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph(List<Inline> content)) {
            inlines(content);
            blocks(blocks.subList(1, blocks.size()));
        } else {
            blocks(blocks);
        }
    }

    private void inlines(List<Inline> content) {
        content.forEach(this::inline);
    }

    private void inline(Inline inline) {
        switch (inline) {
            case Inline.Text(String text) -> out.text(text);
            case Inline.Emphasis(List<Inline> content) -> out.element("em", () -> inlines(content));
            case Inline.Strong(List<Inline> content) -> out.element("strong", () -> inlines(content));
            case Inline.Strikethrough(List<Inline> content) -> out.element("s", () -> inlines(content));
            case Inline.Code(String text) -> out.textElement("code", text);
            case Inline.Link link ->
                out.element(
                        "a",
                        () -> inlines(link.content()),
                        "href",
                        link.address().url());
            case Inline.Moment moment -> out.textElement("time", moment.text(), "datetime", AtomFeed.time(moment.at()));
            case Inline.LineBreak _ -> out.emptyElement("br");
        }
    }
}
