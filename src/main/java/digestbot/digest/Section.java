package digestbot.digest;

import digestbot.markdown.Block;
import java.util.List;

/// A part of a digest's body after the highlights, in the file's order.
public sealed interface Section {

    /// The text of a perspective.
    ///
    /// @param ordinal the perspective's place in the digest's perspectives, from 0
    record PerspectiveSection(int ordinal, List<Block> blocks) implements Section {
        public PerspectiveSection {
            blocks = List.copyOf(blocks);
        }
    }

    /// Anything else the author wrote under a heading.
    record OtherSection(String heading, List<Block> blocks) implements Section {
        public OtherSection {
            blocks = List.copyOf(blocks);
        }
    }

    /// The place of the source list; its entries are the digest's sources.
    record SourceListPlaceholder(String heading) implements Section {}
}
