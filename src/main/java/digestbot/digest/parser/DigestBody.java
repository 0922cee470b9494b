package digestbot.digest.parser;

import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The content of the Markdown after the front matter.
///
/// @param perspectives the heading of each perspective that has a section
/// @param unassignedHeadings the headings of the sections that belong to no perspective
/// @param sourceListLine the line of the source list; empty if there is none
record DigestBody(
        List<Block> highlights,
        List<Section> sections,
        List<Source> sources,
        Map<Integer, Heading> perspectives,
        List<UnassignedHeading> unassignedHeadings,
        OptionalInt sourceListLine) {

    DigestBody {
        highlights = List.copyOf(highlights);
        sections = List.copyOf(sections);
        sources = List.copyOf(sources);
        perspectives = Map.copyOf(perspectives);
        unassignedHeadings = List.copyOf(unassignedHeadings);
    }

    /// The number of points of the perspective that has most.
    int mostPoints() {
        return sections.stream()
                .mapToInt(section -> section instanceof Section.PerspectiveSection(int _, List<Block> blocks)
                        ? BulletPoints.count(blocks)
                        : 0)
                .max()
                .orElse(0);
    }

    /// A section's heading as plain text.
    record Heading(int line, String text) {}

    /// The heading of a section that belongs to no perspective.
    ///
    /// @param looksLikePerspective true if it has the same form as the perspectives' headings
    record UnassignedHeading(Heading heading, boolean looksLikePerspective) {}
}
