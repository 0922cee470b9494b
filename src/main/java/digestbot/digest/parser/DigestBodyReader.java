package digestbot.digest.parser;

import digestbot.digest.Section;
import digestbot.digest.Source;
import digestbot.markdown.Block;
import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// Assembles a digest's sections from the parts of its outline.
///
/// Each part with a heading either opens a section or, if its heading is deeper and names no other
/// perspective, is a subsection of the current one.
final class DigestBodyReader {

    private final Outline outline;
    private final SectionRoles roles;
    private final int lineOffset;
    private final DiagnosticCollector problems;
    private final DiagnosticCollector warnings;
    private final PointMarkReader marks;
    private final SourceReader sourceReader;

    private final List<Section> sections = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final Map<Integer, DigestBody.Heading> perspectives = new HashMap<>();
    private final List<DigestBody.UnassignedHeading> others = new ArrayList<>();
    private OptionalInt sourceListLine = OptionalInt.empty();

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

    DigestBodyReader(
            DigestFileParts file, FrontMatter frontMatter, DiagnosticCollector problems, DiagnosticCollector warnings) {
        this.outline = Outline.of(file.body());
        this.roles = new SectionRoles(
                outline,
                frontMatter.perspectives().stream()
                        .map(FrontMatter.NamedPerspective::heading)
                        .toList());
        this.marks = new PointMarkReader(frontMatter.perspectives(), warnings);
        this.sourceReader = new SourceReader(
                frontMatter.dates(),
                frontMatter.perspectives().stream()
                        .map(each -> each.perspective().id().toLowerCase(Locale.ROOT))
                        .toList(),
                warnings);
        this.lineOffset = file.bodyLine() - 1;
        this.problems = problems;
        this.warnings = warnings;
    }

    DigestBody read() {
        List<OutlinePart> parts = outline.parts();
        int first = roles.highlightsEnd();
        List<Block> highlights = highlights(parts.subList(0, first));
        for (int i = first; i < parts.size(); i++) {
            readPart(i, parts.get(i));
        }
        close();
        marks.checkPairs();
        roles.doubts().forEach(doubt -> warnings.add(line(parts.get(doubt.part())), doubt.message()));
        return new DigestBody(highlights, sections, sources, perspectives, others, sourceListLine);
    }

    /// The blocks of the leading parts, without the first heading.
    private List<Block> highlights(List<OutlinePart> parts) {
        List<Block> all = new ArrayList<>();
        for (OutlinePart part : parts) {
            if (!all.isEmpty()) {
                outline.headingBlock(part).ifPresent(all::add);
            }
            all.addAll(text(part));
        }
        return all;
    }

    private void readPart(int index, OutlinePart part) {
        if (part.start() != PartStart.HEADING) {
            readText(part);
        } else if (index == roles.sourceList()) {
            open(SectionKind.SOURCES, part, roles.heading(index));
            sourceListLine = OptionalInt.of(line(part));
            addSources(part);
        } else if (open == SectionKind.SOURCES && part.level() > openLevel && SourceListParser.hasForm(part.text())) {
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
            others.add(new DigestBody.UnassignedHeading(
                    new DigestBody.Heading(line(part), roles.heading(index)), roles.looksLikePerspective(index)));
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
        DigestBody.Heading first = perspectives.get(perspective);
        if (first == null) {
            open(SectionKind.PERSPECTIVE, part, roles.heading(index));
            openPerspective = perspective;
            perspectives.put(perspective, new DigestBody.Heading(line(part), roles.heading(index)));
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
        sources.addAll(SourceListParser.read(part.text(), part.textLine() + lineOffset, sourceReader, warnings));
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
