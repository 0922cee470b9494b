package digestbot.markdown;

import java.util.List;
import java.util.Optional;

/// A block element of a document.
public sealed interface Block {

    /// Running text.
    record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }

        /// A paragraph of plain text, which may contain moments (see [MomentText]).
        public static Paragraph of(String text) {
            return new Paragraph(MomentText.inlines(text));
        }
    }

    /// A heading.
    ///
    /// @param level 1 (largest) to 6
    record Heading(int level, List<Inline> content) implements Block {
        public Heading {
            content = List.copyOf(content);
        }
    }

    /// A bulleted or numbered list.
    ///
    /// @param ordered true for numbered items
    /// @param start the first item's number; 1 for a bulleted list
    record ItemList(boolean ordered, int start, List<Item> items) implements Block {
        public ItemList {
            items = List.copyOf(items);
        }

        public static ItemList bullets(List<Item> items) {
            return new ItemList(false, 1, items);
        }
    }

    /// An item of a list; its first block is nearly always a paragraph, and further lists in it are
    /// nested ones.
    ///
    /// @param attribute a name and a value that the author gave it; empty if it has none
    record Item(List<Block> blocks, Optional<ItemAttribute> attribute) {
        public Item {
            blocks = List.copyOf(blocks);
        }

        /// An item without an attribute.
        public Item(List<Block> blocks) {
            this(blocks, Optional.empty());
        }
    }

    /// Something that an author says about an item and that is not part of its text.
    record ItemAttribute(String name, String value) {}

    record Quote(List<Block> blocks) implements Block {
        public Quote {
            blocks = List.copyOf(blocks);
        }
    }

    /// Preformatted text.
    ///
    /// @param language the language that the fence names; empty if there is none
    /// @param text the lines, without a final newline
    record CodeBlock(String language, String text) implements Block {}

    /// A thematic break.
    record HorizontalRule() implements Block {}
}
