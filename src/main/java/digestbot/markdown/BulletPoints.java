package digestbot.markdown;

import digestbot.markdown.Block.ItemList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The points of a text: the items of its top-level lists or, if it has no list, the visible
/// paragraphs, quotes and code blocks.
public final class BulletPoints {

    private BulletPoints() {}

    public static int count(List<Block> blocks) {
        return hasLists(blocks)
                ? countItems(blocks)
                : (int) blocks.stream().filter(BulletPoints::isPoint).count();
    }

    public static int countItems(List<Block> blocks) {
        return blocks.stream().mapToInt(BulletPoints::items).sum();
    }

    /// The blocks with other items in their top-level lists.
    public static List<Block> withItems(List<Block> blocks, UnaryOperator<Block.Item> change) {
        return blocks.stream()
                .map(block -> block instanceof ItemList list
                        ? list.with(list.items().stream().map(change).toList())
                        : block)
                .toList();
    }

    /// The blocks without the last `points` points; other blocks are kept.
    public static List<Block> withoutLast(List<Block> blocks, int points) {
        boolean lists = hasLists(blocks);
        int left = points;
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks.reversed()) {
            if (left > 0 && lists && block instanceof ItemList list) {
                int remaining = Math.max(0, list.items().size() - left);
                left -= list.items().size() - remaining;
                if (remaining > 0) {
                    kept.add(list.with(list.items().subList(0, remaining)));
                }
            } else if (left > 0 && !lists && isPoint(block)) {
                left--;
            } else {
                kept.add(block);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    /// The blocks of each point, including the blocks before it; trailing blocks belong to the last
    /// point. Rules are omitted.
    public static List<List<Block>> each(List<Block> blocks) {
        boolean lists = hasLists(blocks);
        List<List<Block>> points = new ArrayList<>();
        List<Block> before = new ArrayList<>();
        for (Block block : blocks) {
            if (lists && block instanceof ItemList list) {
                for (Block.Item item : list.items()) {
                    points.add(joined(before, item.blocks()));
                    before.clear();
                }
            } else if (!lists && isPoint(block)) {
                points.add(joined(before, List.of(block)));
                before.clear();
            } else if (!(block instanceof Block.HorizontalRule)) {
                before.add(block);
            }
        }
        if (!points.isEmpty() && !before.isEmpty()) {
            points.add(joined(points.removeLast(), before));
        }
        return points;
    }

    private static List<Block> joined(List<Block> first, List<Block> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static boolean hasLists(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> items(block) > 0);
    }

    private static int items(Block block) {
        return block instanceof ItemList list ? list.items().size() : 0;
    }

    /// Whether the block counts as a point if it has no list.
    public static boolean isPoint(Block block) {
        return switch (block) {
            case Block.Paragraph _, Block.Quote _, Block.CodeBlock _ -> Visibility.inBlocks(List.of(block));
            case ItemList _, Block.Heading _, Block.HorizontalRule _ -> false;
        };
    }
}
