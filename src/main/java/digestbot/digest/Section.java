package digestbot.digest;

import digestbot.markdown.Block;
import java.util.List;
import java.util.function.UnaryOperator;

/// A part of a digest's body after the highlights.
public sealed interface Section {

    /// The blocks of the perspective with this ordinal (from 0); empty if it has no section.
    static List<Block> ofPerspective(List<Section> sections, int perspective) {
        return sections.stream()
                .filter(section ->
                        section instanceof PerspectiveSection(int ordinal, List<Block> _) && ordinal == perspective)
                .findFirst()
                .map(Section::blocks)
                .orElse(List.of());
    }

    default List<Block> blocks() {
        return List.of();
    }

    default Section withBlocks(UnaryOperator<List<Block>> change) {
        return switch (this) {
            case PerspectiveSection(int ordinal, List<Block> blocks) ->
                new PerspectiveSection(ordinal, change.apply(blocks));
            case OtherSection(String heading, List<Block> blocks) -> new OtherSection(heading, change.apply(blocks));
            case SourceListPlaceholder list -> list;
        };
    }

    /// `ordinal` is the perspective's place in the digest, from 0.
    record PerspectiveSection(int ordinal, List<Block> blocks) implements Section {
        public PerspectiveSection {
            blocks = List.copyOf(blocks);
        }
    }

    /// A section that the author wrote under any other heading.
    record OtherSection(String heading, List<Block> blocks) implements Section {
        public OtherSection {
            blocks = List.copyOf(blocks);
        }
    }

    /// The place of the source list; its entries are the digest's sources.
    record SourceListPlaceholder() implements Section {}
}
