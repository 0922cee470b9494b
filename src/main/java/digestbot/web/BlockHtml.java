package digestbot.web;

import static j2html.TagCreator.*;

import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.Inline.Citations.Citation;
import digestbot.markdown.WebAddress;
import j2html.tags.DomContent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Writes text of digests as HTML. All text is escaped, and only addresses of web pages become
/// links.
public final class BlockHtml {

    private static final int LOWEST_HEADING = 6;

    private final int level;

    /// The depths of the headings above the next block.
    private final Deque<Integer> depths = new ArrayDeque<>();

    private BlockHtml(int level) {
        this.level = level;
    }

    /// Skips no level of headings, however deep the digest's own levels are, so that the outline of
    /// the page has no gaps.
    ///
    /// @param level the level of the highest headings, from 1
    public static DomContent of(List<Block> blocks, int level) {
        return new BlockHtml(level).blocks(blocks);
    }

    public static DomContent ofInlines(List<Inline> inlines) {
        return each(inlines, BlockHtml::inline);
    }

    private DomContent blocks(List<Block> blocks) {
        return each(blocks.stream().map(this::block).toList(), block -> block);
    }

    private DomContent block(Block block) {
        return switch (block) {
            case Block.Paragraph(List<Inline> content) -> p(ofInlines(content));
            case Block.Heading(int depth, List<Inline> content) ->
                tag("h" + headingLevel(depth)).with(ofInlines(content));
            case Block.ItemList(boolean ordered, int start, List<Block.Item> items) -> list(ordered, start, items);
            case Block.Quote(List<Block> quoted) -> blockquote(blocks(quoted));
            case Block.CodeBlock(String _, String text) -> pre(code(text)).attr("tabindex", "0");
            case Block.HorizontalRule() -> hr();
        };
    }

    private int headingLevel(int depth) {
        while (!depths.isEmpty() && depths.peek() >= depth) {
            depths.pop();
        }
        depths.push(depth);
        return Math.min(LOWEST_HEADING, level + depths.size() - 1);
    }

    private DomContent list(boolean ordered, int start, List<Block.Item> items) {
        DomContent all =
                each(items.stream().map(item -> li(item(item.blocks()))).toList(), item -> item);
        if (!ordered) {
            return ul(all);
        }
        return start == 1 ? ol(all) : ol(all).attr("start", start);
    }

    private DomContent item(List<Block> blocks) {
        if (!blocks.isEmpty() && blocks.getFirst() instanceof Block.Paragraph(List<Inline> content)) {
            return each(List.of(ofInlines(content), blocks(blocks.subList(1, blocks.size()))), part -> part);
        }
        return blocks(blocks);
    }

    private static DomContent inline(Inline inline) {
        return switch (inline) {
            case Inline.Text(String text) -> text(text);
            case Inline.Emphasis(List<Inline> content) -> em(ofInlines(content));
            case Inline.Strong(List<Inline> content) -> strong(ofInlines(content));
            case Inline.Strikethrough(List<Inline> content) -> del(ofInlines(content));
            case Inline.Code(String text) -> code(text);
            case Inline.Link(WebAddress address, List<Inline> content) -> link(address, ofInlines(content));
            case Inline.Citations(var sources) -> sup(each(sources, BlockHtml::citation));
            case Inline.Moment(Instant at, Inline.MomentStyle _, String text) ->
                tag("time").attr("datetime", at.toString()).withText(text);
            case Inline.LineBreak() -> br();
        };
    }

    private static DomContent citation(Citation source) {
        DomContent number = text("[" + source.number() + "]");
        return source.address().map(address -> link(address, number)).orElse(number);
    }

    private static DomContent link(WebAddress address, DomContent content) {
        return a(content).withHref(address.url()).withRel("noopener nofollow");
    }
}
