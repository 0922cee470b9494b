package digestbot.markdown;

import java.util.List;

/// Counts the points of a text: the top-level list items or, if there is no list, the paragraphs.
public final class BulletPoints {

    private BulletPoints() {}

    public static int count(List<Block> blocks) {
        int items = 0;
        int others = 0;
        for (Block block : blocks) {
            switch (block) {
                case Block.ItemList list -> items += list.items().size();
                case Block.Paragraph _, Block.Quote _, Block.CodeBlock _ -> others++;
                case Block.Heading _, Block.HorizontalRule _ -> {}
            }
        }
        return items > 0 ? items : others;
    }
}
