package digestbot.markdown;

import java.util.List;

/// The points that a text makes: the top-level items of its lists, or its paragraphs where it has no list.
public final class BulletPoints {

    private BulletPoints() {}

    /// Counts the points.
    public static int count(List<Block> blocks) {
        int items = 0;
        int others = 0;
        for (Block block : blocks) {
            switch (block) {
                case Block.ItemList list -> items += list.items().size();
                case Block.Paragraph _, Block.Quote _, Block.CodeBlock _ -> others++;
                case Block.Heading _, Block.Rule _ -> {}
            }
        }
        return items > 0 ? items : others;
    }
}
