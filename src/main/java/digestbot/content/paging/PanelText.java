package digestbot.content.paging;

import digestbot.markdown.Block;
import digestbot.markdown.Block.Item;
import digestbot.markdown.Block.ItemList;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A panel's blocks as one plain text, so that offsets identify positions to split at.
///
/// Elements without text (a rule, an empty item) are represented by one character.
final class PanelText {

    private static final char RULE = '\u2014';
    private static final char CITATION = '\u00b9';
    private static final char EMPTY_ITEM = '\u2022';

    private final StringBuilder text = new StringBuilder();
    private final BitSet units = new BitSet();
    private final BitSet parts = new BitSet();
    private final BitSet code = new BitSet();
    private final SliceableBlock<List<Block>> root;
    private final BreakPoints breaks;

    PanelText(List<Block> blocks, int pageSize) {
        root = new SliceableBlock.Branch<>(blocks(blocks, units), blocks, (slices, _) -> slices);
        breaks = new BreakPoints(text.toString(), units, parts, code, pageSize);
    }

    BreakPoints breaks() {
        return breaks;
    }

    /// The blocks between two offsets, each with its enclosing structure. A continued item keeps
    /// its marker or number.
    List<Block> slice(int from, int to) {
        return root.slice(from, to);
    }

    /// `ends` receives the end of each block.
    private List<SliceableBlock<Block>> blocks(List<Block> blocks, BitSet ends) {
        List<SliceableBlock<Block>> slices = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            slices.add(block(block, ends));
            // Avoids a split after a heading.
            (block instanceof Block.Heading ? parts : ends).set(text.length());
        }
        return slices;
    }

    private SliceableBlock<Block> block(Block block, BitSet ends) {
        return switch (block) {
            case Block.Paragraph(var content) ->
                new SliceableBlock.Branch<>(inlines(content), block, (slices, _) -> new Block.Paragraph(slices));
            case Block.Heading(int level, var content) ->
                new SliceableBlock.Branch<>(inlines(content), block, (slices, _) -> new Block.Heading(level, slices));
            case ItemList list -> list(list, ends);
            case Block.Quote(var blocks) ->
                new SliceableBlock.Branch<>(blocks(blocks, parts), block, (slices, _) -> new Block.Quote(slices));
            case Block.CodeBlock(var language, var lines) -> {
                code.set(text.length(), text.length() + lines.length());
                yield leaf(lines, cut -> new Block.CodeBlock(language, cut));
            }
            case Block.HorizontalRule rule -> placeholder(RULE, rule);
        };
    }

    private SliceableBlock<Block> list(ItemList list, BitSet ends) {
        List<SliceableBlock<Item>> items = new ArrayList<>(list.items().size());
        for (Item item : list.items()) {
            items.add(item(item));
            ends.set(text.length());
        }
        return new SliceableBlock.Branch<>(
                items,
                list,
                (slices, first) ->
                        new ItemList(list.ordered(), list.ordered() ? list.start() + first : list.start(), slices));
    }

    private SliceableBlock<Item> item(Item item) {
        int start = text.length();
        List<SliceableBlock<Block>> blocks = blocks(item.blocks(), parts);
        return text.length() == start
                ? placeholder(EMPTY_ITEM, item)
                : new SliceableBlock.Branch<>(blocks, item, (slices, _) -> new Item(slices));
    }

    private List<SliceableBlock<Inline>> inlines(List<Inline> inlines) {
        List<SliceableBlock<Inline>> slices = new ArrayList<>(inlines.size());
        inlines.forEach(inline -> slices.add(inline(inline)));
        return slices;
    }

    private SliceableBlock<Inline> inline(Inline inline) {
        return switch (inline) {
            case Inline.Text(var run) -> leaf(run, Inline.Text::new);
            case Inline.Code(var run) -> leaf(run, Inline.Code::new);
            case Inline.Moment moment -> moment(moment);
            case Inline.Citations(var sources) ->
                new SliceableBlock.Branch<>(
                        sources.stream()
                                .map(source -> placeholder(CITATION, source))
                                .toList(),
                        inline,
                        (slices, _) -> new Inline.Citations(slices));
            case Inline.LineBreak lineBreak -> placeholder('\n', lineBreak);
            case Inline.Emphasis(var content) -> span(content, inline, Inline.Emphasis::new);
            case Inline.Strong(var content) -> span(content, inline, Inline.Strong::new);
            case Inline.Strikethrough(var content) -> span(content, inline, Inline.Strikethrough::new);
            case Inline.Link(var address, var content) ->
                span(content, inline, slices -> new Inline.Link(address, slices));
        };
    }

    private SliceableBlock<Inline> span(List<Inline> content, Inline whole, Function<List<Inline>, Inline> wrapping) {
        return new SliceableBlock.Branch<>(inlines(content), whole, (slices, _) -> wrapping.apply(slices));
    }

    /// A moment that is cut turns into text.
    private SliceableBlock<Inline> moment(Inline.Moment moment) {
        String run = moment.text();
        text.append(run);
        return new SliceableBlock.Leaf<>(
                run.length(),
                (from, to) -> to - from == run.length() ? moment : new Inline.Text(run.substring(from, to)));
    }

    private <T> SliceableBlock<T> leaf(String run, Function<String, T> wrapping) {
        text.append(run);
        return new SliceableBlock.Leaf<>(run.length(), (from, to) -> wrapping.apply(run.substring(from, to)));
    }

    private <T> SliceableBlock<T> placeholder(char placeholder, T whole) {
        text.append(placeholder);
        return new SliceableBlock.Leaf<>(1, (_, _) -> whole);
    }

    /// A document element that can be sliced at any character; each slice keeps the enclosing
    /// structure.
    private sealed interface SliceableBlock<T> {

        int length();

        /// The part between two offsets, the second one exclusive. Both are within the length, and
        /// the part is not empty.
        T slice(int from, int to);

        record Leaf<T>(int length, BiFunction<Integer, Integer, T> cut) implements SliceableBlock<T> {

            @Override
            public T slice(int from, int to) {
                return cut.apply(from, to);
            }
        }

        final class Branch<C, T> implements SliceableBlock<T> {

            private final List<SliceableBlock<C>> children;
            /// The start of each child, and the end of the last one.
            private final int[] starts;
            private final T whole;
            private final BiFunction<List<C>, Integer, T> wrapping;

            /// `wrapping` creates the element from some of the children and the index of the first
            /// of them.
            Branch(List<SliceableBlock<C>> children, T whole, BiFunction<List<C>, Integer, T> wrapping) {
                this.children = children;
                this.starts = new int[children.size() + 1];
                this.whole = whole;
                this.wrapping = wrapping;
                for (int i = 0; i < children.size(); i++) {
                    starts[i + 1] = starts[i] + children.get(i).length();
                }
            }

            @Override
            public int length() {
                return starts[children.size()];
            }

            @Override
            public T slice(int from, int to) {
                if (from == 0 && to == length()) {
                    return whole;
                }
                List<C> parts = new ArrayList<>();
                int first = childAt(from);
                for (int i = first; i < children.size() && starts[i] < to; i++) {
                    int low = Math.max(from, starts[i]);
                    int high = Math.min(to, starts[i + 1]);
                    if (low < high) {
                        parts.add(children.get(i).slice(low - starts[i], high - starts[i]));
                    }
                }
                return wrapping.apply(parts, first);
            }

            /// The child that contains the character: the last one that starts at or before it.
            private int childAt(int offset) {
                int found = Arrays.binarySearch(starts, offset);
                int child = found >= 0 ? found : -found - 2;
                while (starts[child + 1] == offset) {
                    child++;
                }
                return child;
            }
        }
    }
}
