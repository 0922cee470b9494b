package digestbot.telegram;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.WebPage;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessageBudget.Cost;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.List;

/// Renders content as a Telegram message, without side effects.
///
/// The text of a digest cannot break out of the markup, mention anyone, or link to anything but web
/// pages.
public final class TelegramRenderer {

    /// The limits of the Bot API: 4096 characters after entity parsing, read as UTF-16 units;
    /// 32,768 bytes of markup; 100 entities, beyond which formatting is silently dropped.
    private static final Cost LIMITS = new Cost(4096, 32_768, 100);

    private static final Cost CAPTION_LIMITS = new Cost(1024, 32_768, 100);

    private static final String BETWEEN_PANELS = "\n\n";

    private TelegramRenderer() {}

    public static MessageBudget budget() {
        return new MessageBudget(LIMITS, CAPTION_LIMITS, TelegramRenderer::cost);
    }

    /// Renders content that fits the budget.
    public static TelegramMessage render(Content content) {
        List<HtmlWriter> panels = content.panels().stream()
                .map(TelegramRenderer::panel)
                .filter(panel -> !panel.isBlank())
                .toList();
        String html = panels.isEmpty()
                ? content.picture().isPresent() ? "" : "…"
                : String.join(
                        BETWEEN_PANELS, panels.stream().map(HtmlWriter::html).toList());
        return new TelegramMessage(html, content.buttons())
                .withPreview(content.page()
                        .filter(WebPage::preview)
                        .map(page -> page.address().url()));
    }

    private static Cost cost(Panel panel) {
        return panel(panel).cost().plus(new Cost(BETWEEN_PANELS.length(), BETWEEN_PANELS.length(), 0));
    }

    private static HtmlWriter panel(Panel panel) {
        var out = new HtmlWriter(panel.style() != Panel.PanelStyle.OWN_WORDS);
        var blocks = new HtmlBlockWriter(out);
        title(out, panel);
        startLine(out, panel.subtitle());
        blocks.inlines(panel.subtitle());
        if (!panel.body().isEmpty()) {
            body(out, blocks, panel);
        }
        if (!panel.footer().isEmpty()) {
            startLine(out, panel.footer());
            if (panel.style() != Panel.PanelStyle.PERSPECTIVE && !out.isBlank()) {
                out.newLine();
            }
            out.styled("i", () -> blocks.inlines(panel.footer()));
        }
        return out;
    }

    private static void title(HtmlWriter out, Panel panel) {
        out.text(panel.emoji());
        if (!panel.emoji().isEmpty() && !panel.title().isEmpty()) {
            out.text(" ");
        }
        out.styled("b", () -> out.text(panel.title()));
    }

    private static void body(HtmlWriter out, HtmlBlockWriter blocks, Panel panel) {
        List<Block> body = panel.body();
        startLine(out, body);
        switch (panel.style()) {
            case PLAIN, OWN_WORDS -> {
                if (!out.isBlank()) {
                    out.newLine();
                }
                blocks.blocks(body, false);
            }
            case PERSPECTIVE -> out.quoted(true, () -> blocks.blocks(body, true));
        }
    }

    private static void startLine(HtmlWriter out, List<?> following) {
        if (!following.isEmpty() && !out.isBlank()) {
            out.newLine();
        }
    }

    /// Writes blocks as HTML. Telegram has no lists and headings, so they become markers and
    /// indentation. Its quotes cannot be nested, so inner quotes are prefixed with a bar.
    private record HtmlBlockWriter(HtmlWriter out) {

        private static final String INDENT = "   ";
        private static final String BAR = "▏ ";
        private static final String RULE = "———";
        private static final int MAX_INDENTS = 4;

        private record Nesting(boolean quoted, int depth) {

            Nesting deeper() {
                return new Nesting(quoted, depth + 1);
            }
        }

        void blocks(List<Block> blocks, boolean quoted) {
            for (int i = 0; i < blocks.size(); i++) {
                if (i > 0) {
                    out.newLine();
                    if (!(blocks.get(i - 1) instanceof Block.Heading)) {
                        out.newLine();
                    }
                }
                block(blocks.get(i), new Nesting(quoted, 0));
            }
        }

        private void lines(List<Block> blocks, Nesting place) {
            for (int i = 0; i < blocks.size(); i++) {
                if (i > 0) {
                    out.newLine();
                }
                block(blocks.get(i), place);
            }
        }

        private void block(Block block, Nesting place) {
            switch (block) {
                case Block.Paragraph(var content) -> inlines(content);
                case Block.Heading heading -> out.styled("b", () -> inlines(heading.content()));
                case Block.ItemList list -> list(list, place);
                case Block.Quote(var blocks) -> quote(blocks, place);
                case Block.CodeBlock(String language, String text) -> {
                    if (place.depth() == 0) {
                        out.preformatted(language, text);
                    } else {
                        out.code(text);
                    }
                }
                case Block.HorizontalRule() -> out.text(RULE);
            }
        }

        private void list(Block.ItemList list, Nesting place) {
            for (int i = 0; i < list.items().size(); i++) {
                if (i > 0) {
                    out.newLine();
                }
                out.text(list.ordered() ? (long) list.start() + i + ". " : place.depth() == 0 ? "• " : "◦ ");
                List<Block> blocks = list.items().get(i).blocks();
                out.prefixed(place.depth() < MAX_INDENTS ? INDENT : "", () -> lines(blocks, place.deeper()));
            }
        }

        private void quote(List<Block> blocks, Nesting place) {
            if (place.depth() == 0 && !place.quoted()) {
                out.quoted(false, () -> blocks(blocks, true));
            } else {
                out.text(BAR);
                out.prefixed(place.depth() < MAX_INDENTS ? BAR : "", () -> lines(blocks, place.deeper()));
            }
        }

        void inlines(List<Inline> content) {
            content.forEach(this::inline);
        }

        private void inline(Inline inline) {
            switch (inline) {
                case Inline.Text(String text) -> out.text(text);
                case Inline.Emphasis(var content) -> out.styled("i", () -> inlines(content));
                case Inline.Strong(var content) -> out.styled("b", () -> inlines(content));
                case Inline.Strikethrough(var content) -> out.styled("s", () -> inlines(content));
                case Inline.Code(String text) -> out.code(text);
                case Inline.Link(var address, var content) -> out.linked(address.url(), () -> inlines(content));
                case Inline.Moment moment -> out.moment(moment);
                case Inline.Citations citations -> inlines(citations.links());
                case Inline.LineBreak() -> out.newLine();
            }
        }
    }
}
