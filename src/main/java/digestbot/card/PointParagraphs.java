package digestbot.card;

import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;

/// One point as passages below each other.
///
/// @param passages legible passages that are not blank
/// @param cut true if the point was truncated
record PointParagraphs(List<Indented> passages, boolean cut) {

    private static final int MAX_PASSAGES = 12;
    private static final int DEEPEST = 3;

    PointParagraphs {
        passages = List.copyOf(passages);
    }

    /// A passage and its depth of indentation.
    record Indented(StyledText passage, int depth) {}

    static PointParagraphs of(List<Block> blocks) {
        var building = new Builder();
        blocks.forEach(block -> building.add(block, 0));
        return new PointParagraphs(building.passages, building.cut);
    }

    private static final class Builder {

        private final List<Indented> passages = new ArrayList<>();
        private boolean cut;

        void add(Block block, int depth) {
            if (cut) {
                return;
            }
            switch (block) {
                case Block.Paragraph(var content) -> add(StyledText.of(content), depth);
                case Block.Heading(int _, var content) ->
                    add(StyledText.of(content).inStrong(), depth);
                case Block.ItemList list ->
                    list.items().forEach(item -> item.blocks().forEach(inner -> add(inner, depth + 1)));
                case Block.Quote(var blocks) -> blocks.forEach(inner -> add(inner, depth + 1));
                case Block.CodeBlock(String _, String text) -> add(StyledText.of(text, TextStyle.PLAIN), depth);
                case Block.HorizontalRule() -> {}
            }
        }

        private void add(StyledText passage, int depth) {
            if (passages.size() == MAX_PASSAGES) {
                cut = true;
            } else if (!passage.isBlank()) {
                passages.add(new Indented(passage, Math.min(depth, DEEPEST)));
            }
        }
    }
}
