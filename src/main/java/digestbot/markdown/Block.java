package digestbot.markdown;

import java.util.List;
import java.util.Optional;

public sealed interface Block {

    record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }

        /// A paragraph of plain text, which may contain moments (see [MomentText]).
        public static Paragraph of(String text) {
            return new Paragraph(MomentText.inlines(text));
        }
    }

    /// The level is 1 (largest) to 6.
    record Heading(int level, List<Inline> content) implements Block {
        public Heading {
            content = List.copyOf(content);
        }
    }

    /// The start is the first item's number; it is 1 for a bulleted list.
    record ItemList(boolean ordered, int start, List<Item> items) implements Block {
        public ItemList {
            items = List.copyOf(items);
        }

        public static ItemList bullets(List<Item> items) {
            return new ItemList(false, 1, items);
        }

        public ItemList with(List<Item> others) {
            return new ItemList(ordered, start, others);
        }
    }

    /// The first block is nearly always a paragraph. Further lists in it are nested.
    record Item(List<Block> blocks, Optional<PointMark> mark) {
        public Item {
            blocks = List.copyOf(blocks);
        }

        public Item(List<Block> blocks) {
            this(blocks, Optional.empty());
        }
    }

    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }
    }

    /// `language` is the word after the fence, or empty. The text has no final newline.
    record CodeBlock(String language, String text) implements Block {}

    record HorizontalRule() implements Block {}
}
