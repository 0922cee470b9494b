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
import java.util.OptionalInt;

/// The Markdown after the front matter: a digest's sections, assembled from the parts of its outline.
///
/// Each part with a heading either opens a section or, if its heading is deeper and names no other
/// perspective, is a subsection of the current one.
final class DigestBody {

    private final Outline outline;
    private final SectionRoles roles;
    private final int lineOffset;
    private final DiagnosticCollector problems;
    private final PointMarkReader marks;
    private final SourceList sourceList;

    /// `looksLikePerspective` is true if the heading has the same form as the perspectives'
    /// headings.
    record UnassignedHeading(BodyHeading heading, boolean looksLikePerspective) {}

    record BodyHeading(int line, String text) {}

    private final List<Block> highlights = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final Map<Integer, BodyHeading> perspectives = new HashMap<>();
    private final List<UnassignedHeading> others = new ArrayList<>();
    private int sourceListLine;

    private SectionKind open = SectionKind.NONE;
    private int openLevel;
    private int openPerspective = -1;
    private String openHeading = "";
    private List<Block> blocks = new ArrayList<>();

    private enum SectionKind {
        NONE,
        PERSPECTIVE,
        OTHER,
        SOURCES
    }

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
        List<Perspective> declared = frontMatter.perspectives().stream()
                .map(FrontMatter.NamedPerspective::perspective)
                .toList();
        this.marks = new PointMarkReader(declared, warnings);
        this.sourceList = new SourceList(frontMatter.dates(), declared, warnings);
        this.sourceListLine = firstLine;
        List<OutlinePart> parts = outline.parts();
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

    /// The line of the source list, or of the body if it has none.
    int sourceListLine() {
        return sourceListLine;
    }

    /// The headings of the perspectives that have a section, by their places.
    Map<Integer, BodyHeading> headings() {
        return perspectives;
    }

    /// The headings of the sections that belong to no perspective.
    List<UnassignedHeading> unassignedHeadings() {
        return others;
    }

    /// Reads the blocks of the leading parts, without the first heading.
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
            open(SectionKind.SOURCES, part, roles.heading(index));
            sourceListLine = line(part);
            addSources(part);
        } else if (open == SectionKind.SOURCES && part.level() > openLevel && SourceList.hasForm(part.text())) {
            addSources(part);
        } else if (roles.perspective(index) >= 0) {
            readPerspective(roles.perspective(index), index, part);
        } else if (open != SectionKind.NONE
                && open != SectionKind.SOURCES
                && part.level() > openLevel
                && !roles.looksLikePerspective(index)) {
            addSubsection(part);
        } else {
            open(SectionKind.OTHER, part, roles.heading(index));
            others.add(new UnassignedHeading(
                    new BodyHeading(line(part), roles.heading(index)), roles.looksLikePerspective(index)));
            blocks.addAll(text(part));
        }
    }

    /// Text after `<!--more-->`: it continues the open section, or becomes a section of its own.
    private void readText(OutlinePart part) {
        List<Block> text = text(part);
        if (!text.isEmpty() && open == SectionKind.NONE) {
            open(SectionKind.OTHER, part, "");
        }
        blocks.addAll(text);
    }

    private void readPerspective(int perspective, int index, OutlinePart part) {
        BodyHeading first = perspectives.get(perspective);
        if (first == null) {
            open(SectionKind.PERSPECTIVE, part, roles.heading(index));
            openPerspective = perspective;
            perspectives.put(perspective, new BodyHeading(line(part), roles.heading(index)));
            blocks.addAll(text(part));
        } else if (open == SectionKind.PERSPECTIVE && openPerspective == perspective && part.level() > openLevel) {
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
        OptionalInt perspective =
                open == SectionKind.PERSPECTIVE ? OptionalInt.of(openPerspective) : OptionalInt.empty();
        return marks.read(outline.blocks(part), part.text(), part.textLine() + lineOffset, perspective);
    }

    private void addSources(OutlinePart part) {
        sourceList.read(part.text(), part.textLine() + lineOffset);
    }

    private void open(SectionKind kind, OutlinePart part, String heading) {
        close();
        open = kind;
        openLevel = part.level();
        openHeading = heading;
    }

    private void close() {
        switch (open) {
            case PERSPECTIVE -> sections.add(new Section.PerspectiveSection(openPerspective, blocks));
            case OTHER -> sections.add(new Section.OtherSection(openHeading, blocks));
            case SOURCES -> sections.add(new Section.SourceListPlaceholder(openHeading));
            case NONE -> {}
        }
        blocks = new ArrayList<>();
    }

    private int line(OutlinePart part) {
        return part.line() + lineOffset;
    }
}
