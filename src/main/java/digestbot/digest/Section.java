package digestbot.digest;

import digestbot.markdown.Block;
import java.util.List;

/// A part of a digest's body after the highlights, in the file's order.
public sealed interface Section {

    /// The text of a perspective.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record Perspective(int ordinal, List<Block> blocks) implements Section {
        public Perspective {
            blocks = List.copyOf(blocks);
        }
    }

    /// Anything else the author wrote under a heading.
    record Other(String heading, List<Block> blocks) implements Section {
        public Other {
            blocks = List.copyOf(blocks);
        }
    }

    /// The place of the source list; its entries are the digest's sources.
    record SourceList(String heading) implements Section {}
}
