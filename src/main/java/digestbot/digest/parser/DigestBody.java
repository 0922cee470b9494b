package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.markdown.Block;
import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The Markdown after the front matter: a digest's sections, assembled from the parts of its
/// outline.
///
/// A part whose heading is deeper than the current section's and names no other perspective is a
/// subsection of it. Every other part with a heading opens a section.
final class DigestBody {

    private final Outline outline;
    private final SectionRoles roles;
    private final int lineOffset;
    private final DiagnosticCollector problems;
    private final PointMarkReader marks;
    private final SourceList sourceList;

    record BodyHeading(int line, String text) {}

    /// `looksLikePerspective` is true if the heading has the form of the perspectives' headings.
    record UnassignedHeading(int line, String text, boolean looksLikePerspective) {}

    private final List<Block> highlights = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final Map<Integer, BodyHeading> perspectives = new HashMap<>();
    private final List<UnassignedHeading> others = new ArrayList<>();
    private int sourceListLine;

    /// The section that further blocks belong to; empty among the highlights.
    private Optional<Section> open = Optional.empty();
    private int openLevel;
    private List<Block> blocks = new ArrayList<>();

    DigestBody(
            String markdown,
            int firstLine,
            FrontMatter frontMatter,
            DiagnosticCollector problems,
            DiagnosticCollector warnings) {
        this.outline = Outline.of(markdown);
        this.lineOffset = firstLine - 1;
        this.problems = problems;
        this.roles = new SectionRoles(
                outline,
                frontMatter.perspectives().stream()
                        .map(FrontMatter.NamedPerspective::heading)
                        .toList(),
                lineOffset,
                warnings);
        List<Perspective> declared = frontMatter.digest().perspectives();
        this.sourceList = new SourceList(frontMatter.dates(), declared, warnings);
        this.sourceListLine = firstLine;
        List<OutlinePart> parts = outline.parts();
        // Points refer to sources and stand before them, so the source list is read first.
        for (int i = 0; i < parts.size(); i++) {
            if (roles.isOfSourceList(i)) {
                sourceList.read(parts.get(i).text(), parts.get(i).textLine() + lineOffset);
            }
        }
        this.marks = new PointMarkReader(declared, sourceList.sources(), warnings);
        int first = roles.highlightsEnd();
        readHighlights(parts.subList(0, first));
        for (int i = first; i < parts.size(); i++) {
            readPart(i, parts.get(i));
        }
        close();
        marks.checkPairs();
    }

    List<Block> highlights() {
        return highlights;
    }

    List<Section> sections() {
        return sections;
    }

    SourceList sourceList() {
        return sourceList;
    }

    /// The line of the source list; without one, the line of the body.
    int sourceListLine() {
        return sourceListLine;
    }

    /// The headings of the perspectives that have a section, by ordinal.
    Map<Integer, BodyHeading> headings() {
        return perspectives;
    }

    /// The headings of the sections that do not belong to a perspective.
    List<UnassignedHeading> unassignedHeadings() {
        return others;
    }

    private void readHighlights(List<OutlinePart> parts) {
        for (OutlinePart part : parts) {
            if (!highlights.isEmpty()) {
                outline.headingBlock(part).ifPresent(highlights::add);
            }
            highlights.addAll(text(part));
        }
    }

    private void readPart(int index, OutlinePart part) {
        if (part.start() != PartStart.HEADING) {
            readText(part);
        } else if (index == roles.sourceList()) {
            open(new Section.SourceListPlaceholder(), part);
            sourceListLine = line(part);
        } else if (roles.isOfSourceList(index)) {
            return;
        } else if (roles.perspective(index) >= 0) {
            readPerspective(roles.perspective(index), index, part);
        } else if (open.isPresent()
                && !isSourceList()
                && part.level() > openLevel
                && !roles.looksLikePerspective(index)) {
            addSubsection(part);
        } else {
            open(new Section.OtherSection(roles.heading(index), List.of()), part);
            others.add(new UnassignedHeading(line(part), roles.heading(index), roles.looksLikePerspective(index)));
            blocks.addAll(text(part));
        }
    }

    private boolean isSourceList() {
        return open.orElse(null) instanceof Section.SourceListPlaceholder;
    }

    private OptionalInt openPerspective() {
        return open.orElse(null) instanceof Section.PerspectiveSection(int ordinal, List<Block> _)
                ? OptionalInt.of(ordinal)
                : OptionalInt.empty();
    }

    /// Reads text after `<!--more-->`: it continues the open section, or becomes a separate
    /// section.
    private void readText(OutlinePart part) {
        List<Block> text = text(part);
        if (!text.isEmpty() && open.isEmpty()) {
            open(new Section.OtherSection("", List.of()), part);
        }
        blocks.addAll(text);
    }

    private void readPerspective(int perspective, int index, OutlinePart part) {
        BodyHeading first = perspectives.get(perspective);
        if (first == null) {
            open(new Section.PerspectiveSection(perspective, List.of()), part);
            perspectives.put(perspective, new BodyHeading(line(part), roles.heading(index)));
            blocks.addAll(text(part));
        } else if (openPerspective().equals(OptionalInt.of(perspective)) && part.level() > openLevel) {
            addSubsection(part);
        } else {
            problems.add(
                    line(part),
                    "“" + roles.heading(index) + "” starts a second section for a perspective that has one on line "
                            + first.line() + ": join the two, or begin one heading with something else");
        }
    }

    private void addSubsection(OutlinePart part) {
        outline.headingBlock(part).ifPresent(blocks::add);
        blocks.addAll(text(part));
    }

    private List<Block> text(OutlinePart part) {
        return marks.read(outline.blocks(part), part.text(), part.textLine() + lineOffset, openPerspective());
    }

    private void open(Section section, OutlinePart part) {
        close();
        open = Optional.of(section);
        openLevel = part.level();
    }

    private void close() {
        open.ifPresent(section -> sections.add(section.withBlocks(_ -> blocks)));
        blocks = new ArrayList<>();
    }

    private int line(OutlinePart part) {
        return part.line() + lineOffset;
    }
}
