package digestbot.edition;

import digestbot.markdown.Block;
import digestbot.markdown.Block.ItemList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a side reports, point by point: the items of its top-level lists, or its blocks if it has no list.
final class Points {

    private Points() {}

    static int count(List<Block> blocks) {
        return hasLists(blocks)
                ? blocks.stream().mapToInt(Points::items).sum()
                : (int) blocks.stream().filter(Points::isPoint).count();
    }

    /// The blocks without the last so many points; what is no point stays.
    static List<Block> withoutLast(List<Block> blocks, int points) {
        boolean lists = hasLists(blocks);
        int left = points;
        List<Block> kept = new ArrayList<>();
        for (Block block : blocks.reversed()) {
            if (left > 0 && lists && block instanceof ItemList list) {
                int stay = Math.max(0, list.items().size() - left);
                left -= list.items().size() - stay;
                if (stay > 0) {
                    kept.add(new ItemList(
                            list.ordered(), list.start(), list.items().subList(0, stay)));
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

    private static boolean hasLists(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> items(block) > 0);
    }

    private static int items(Block block) {
        return block instanceof ItemList list ? list.items().size() : 0;
    }

    private static boolean isPoint(Block block) {
        return switch (block) {
            case Block.Paragraph _, Block.Quote _, Block.CodeBlock _ -> Visible.inBlocks(List.of(block));
            case ItemList _, Block.Heading _, Block.Rule _ -> false;
        };
    }
}
