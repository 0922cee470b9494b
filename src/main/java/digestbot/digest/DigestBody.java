package digestbot.digest;

import digestbot.markdown.Block;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The content of the Markdown after the front matter.
///
/// @param perspectives for each side that has a section, where its heading is and what that says
/// @param others the headings of the sections that belong to no side
/// @param sourceListLine where the source list is; empty if there is none
record DigestBody(
        List<Block> highlights,
        List<Section> sections,
        List<Source> sources,
        Map<Integer, Heading> perspectives,
        List<Other> others,
        OptionalInt sourceListLine) {

    DigestBody {
        highlights = List.copyOf(highlights);
        sections = List.copyOf(sections);
        sources = List.copyOf(sources);
        perspectives = Map.copyOf(perspectives);
        others = List.copyOf(others);
    }

    /// A section's heading as plain text.
    record Heading(int line, String text) {}

    /// The heading of a section that belongs to no side.
    ///
    /// @param stray whether it is made as those of the sides are
    record Other(Heading heading, boolean stray) {}
}
