package digestbot.digest.parser;

import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.BulletPoints;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The Markdown after the front matter.
///
/// @param perspectives the headings of the perspectives that have a section, by their places
/// @param unassignedHeadings the headings of the sections that belong to no perspective
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

    int mostPoints() {
        return sections.stream()
                .mapToInt(section -> section instanceof Section.PerspectiveSection(int _, List<Block> blocks)
                        ? BulletPoints.count(blocks)
                        : 0)
                .max()
                .orElse(0);
    }

    record Heading(int line, String text) {}

    /// `looksLikePerspective` is true if the heading has the same form as the perspectives'
    /// headings.
    record UnassignedHeading(Heading heading, boolean looksLikePerspective) {}
}
