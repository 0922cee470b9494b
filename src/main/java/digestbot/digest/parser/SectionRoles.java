package digestbot.digest.parser;

import digestbot.digest.parser.PerspectiveNames.HeldName;
import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The roles of the parts of a body: the highlights, a perspective, the source list, or something
/// else.
///
/// - A perspective's section is the one whose heading begins with its name ([PerspectiveNames]),
///   otherwise one whose heading contains the name, otherwise the one at its place.
/// - Highlights are the parts before `<!--more-->`. Without that mark, they end at the first
///   section of a perspective or at the source list, or at the second heading if no perspective has
///   a section. A perspective's section before the mark belongs to that perspective, unless it also
///   has a section after the mark.
/// - The source list is the first section whose heading is known to denote sources, in many
///   languages; otherwise it is the last section whose entries have the form `1. [language]
///   [title](link) - outlet (date)`.
final class SectionRoles {

    private static final int MAX_HEADING_LENGTH = 300;
    private static final int IGNORING_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private final List<OutlinePart> parts;

    /// The headings of the parts as plain text; empty for a part without a heading.
    private final List<String> headings;

    /// The names with which the perspectives' headings begin, or that they contain.
    private final List<String> names;

    /// The perspective of each part; -1 for none.
    private final int[] perspectives;

    private final List<Pattern> patterns;
    private final int lineOffset;
    private final DiagnosticCollector warnings;
    private final int mark;
    private final int sourceList;
    private final BitSet sourceParts;
    private final int highlightsEnd;

    /// Warns of headings whose perspective is uncertain. The outline starts on the line after
    /// `lineOffset`.
    SectionRoles(Outline outline, List<String> names, int lineOffset, DiagnosticCollector warnings) {
        this.parts = outline.parts();
        this.headings = parts.stream()
                .map(part -> part.start() == PartStart.HEADING ? PlainText.ofInlines(outline.heading(part)) : "")
                .map(text -> TextCleaner.line(text, MAX_HEADING_LENGTH))
                .toList();
        this.names = List.copyOf(names);
        this.lineOffset = lineOffset;
        this.warnings = warnings;
        var matcher = new PerspectiveNames(names);
        this.perspectives = IntStream.range(0, parts.size())
                .map(part -> isHeading(part) ? matcher.atStartOf(heading(part)).orElse(-1) : -1)
                .toArray();
        this.mark = IntStream.range(0, parts.size())
                .filter(part -> parts.get(part).start() == PartStart.MORE)
                .findFirst()
                .orElse(-1);
        this.sourceList = findSourceList();
        this.sourceParts = findSourceParts();
        sourceParts.stream().forEach(part -> perspectives[part] = -1);
        if (Arrays.stream(perspectives).filter(found -> found >= 0).distinct().count() < names.size()) {
            assignHeldNames(matcher);
        }
        this.patterns = patterns();
        this.highlightsEnd = findHighlightsEnd();
        if (hasNoPerspectives()) {
            assignInOrder();
        }
    }

    private List<Pattern> patterns() {
        Map<Integer, Pattern> found = new HashMap<>();
        for (int i = 0; i < perspectives.length; i++) {
            int perspective = perspectives[i];
            if (perspective >= 0 && !found.containsKey(perspective)) {
                pattern(heading(i), names.get(perspective)).ifPresent(made -> found.put(perspective, made));
            }
        }
        return List.copyOf(found.values());
    }

    String heading(int part) {
        return headings.get(part);
    }

    private boolean isHeading(int part) {
        return parts.get(part).start() == PartStart.HEADING;
    }

    private int level(int part) {
        return parts.get(part).level();
    }

    private void doubt(int part, String message) {
        warnings.add(parts.get(part).line() + lineOffset, message);
    }

    /// The ordinal of the perspective to which the heading assigns the part; -1 for none.
    int perspective(int part) {
        return perspectives[part];
    }

    /// Whether the part's heading belongs to no perspective but has the form of those that do.
    boolean looksLikePerspective(int part) {
        return perspectives[part] < 0
                && patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(heading(part)).matches());
    }

    /// The part that is the source list; -1 for none.
    int sourceList() {
        return sourceList;
    }

    /// Whether the part is the source list or a list below its heading.
    boolean isOfSourceList(int part) {
        return sourceParts.get(part);
    }

    /// The number of leading parts that are highlights.
    int highlightsEnd() {
        return highlightsEnd;
    }

    private int findSourceList() {
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (isHeading(i) && perspectives[i] < 0) {
                String text = parts.get(i).text();
                if (SourceList.isNamed(heading(i), text)) {
                    return i;
                }
                last = SourceList.hasForm(text) ? i : last;
            }
        }
        return last;
    }

    private int findHighlightsEnd() {
        boolean marked = mark >= 0;
        int more = marked ? mark : parts.size();
        Set<Integer> perspectivesAfter =
                Arrays.stream(perspectives).skip(more).boxed().collect(Collectors.toSet());
        int end = 0;
        while (end < more
                && end != sourceList
                && (marked || !looksLikePerspective(end))
                && (perspectives[end] < 0 || perspectivesAfter.contains(perspectives[end]))) {
            end++;
        }
        return !marked && hasNoPerspectives() ? Math.min(end, firstSection()) : end;
    }

    private boolean hasNoPerspectives() {
        return Arrays.stream(perspectives).allMatch(perspective -> perspective < 0);
    }

    private int firstSection() {
        int end = 1;
        boolean hasText = !parts.getFirst().text().isBlank();
        while (end < parts.size() && !hasText) {
            hasText = !parts.get(end).text().isBlank();
            end++;
        }
        return end;
    }

    /// The form of a perspective's heading: “United States Perspective (United States Sources)” is
    /// a name, then “Perspective (”, the name again, and “Sources)”. Empty if the heading is only
    /// the name.
    private static Optional<Pattern> pattern(String heading, String name) {
        String[] around = Pattern.compile(Pattern.quote(name), IGNORING_CASE).split(heading, -1);
        if (around.length == 1 || heading.length() - name.length() < 2) {
            return Optional.empty();
        }
        String rest = Arrays.stream(around).skip(1).map(Pattern::quote).collect(Collectors.joining("\\1"));
        return Optional.of(Pattern.compile(Pattern.quote(around[0]) + "(.{1,100}?)" + rest, IGNORING_CASE));
    }

    /// Assigns sections to perspectives by their order, with a warning for each. This is the last
    /// resort if no heading names a perspective because the language inflects the names beyond
    /// recognition, and if there are as many sections as perspectives.
    private void assignInOrder() {
        List<Integer> sections = sectionsAfterHighlights();
        if (sections.size() != names.size()) {
            return;
        }
        for (int i = 0; i < sections.size(); i++) {
            int part = sections.get(i);
            perspectives[part] = i;
            doubt(
                    part,
                    "“" + heading(part) + "” names no perspective and is taken for “" + names.get(i)
                            + "”, because it is section " + (i + 1) + " of " + names.size() + ": add `heading: "
                            + heading(part) + "` to the right perspective");
        }
    }

    private List<Integer> sectionsAfterHighlights() {
        List<Integer> sections = new ArrayList<>();
        int open = Integer.MAX_VALUE;
        for (int i = highlightsEnd; i < parts.size(); i++) {
            if (sourceParts.get(i)) {
                open = Integer.MAX_VALUE;
            } else if (isHeading(i) && level(i) <= open && !isContainer(i)) {
                sections.add(i);
                open = level(i);
            }
        }
        return sections;
    }

    /// Whether a part is the document's title: the first heading, with a level above all others.
    private boolean isTitle(int part) {
        return parts.size() > part + 1
                && IntStream.range(0, parts.size())
                        .noneMatch(i -> i != part && isHeading(i) && (i < part || level(i) <= level(part)));
    }

    private boolean isContainer(int part) {
        return parts.get(part).text().isBlank()
                && part + 1 < parts.size()
                && isHeading(part + 1)
                && level(part + 1) > level(part);
    }

    /// The source list and the lists directly below its heading; empty if the source list is -1.
    private BitSet findSourceParts() {
        var found = new BitSet();
        if (sourceList >= 0) {
            found.set(sourceList);
            for (int i = sourceList + 1; i < parts.size() && (isListBelow(i) || !isHeading(i)); i++) {
                found.set(i, isHeading(i));
            }
        }
        return found;
    }

    private boolean isListBelow(int part) {
        return isHeading(part)
                && level(part) > level(sourceList)
                && SourceList.hasForm(parts.get(part).text());
    }

    /// Finds sections for the perspectives whose names do not begin any heading. Their headings
    /// contain the name elsewhere, as in “Blick aus China”.
    ///
    /// Only headings after `<!--more-->` count, except the document's title. A heading with one
    /// name takes precedence over one with several, in which the longest name counts. The name that
    /// comes first distinguishes headings with the same names. Among the remaining ones, headings
    /// of the level that most perspectives use win, then those higher in the file, with a warning.
    private void assignHeldNames(PerspectiveNames matcher) {
        List<Candidate> candidates = IntStream.range(mark + 1, parts.size())
                .filter(part -> isHeading(part) && perspectives[part] < 0)
                .filter(part -> !sourceParts.get(part) && !isTitle(part))
                .mapToObj(part -> new Candidate(part, matcher.in(heading(part))))
                .filter(candidate -> !candidate.names().isEmpty())
                .toList();
        Map<List<Integer>, Long> headingsByNames =
                candidates.stream().collect(Collectors.groupingBy(Candidate::ordinals, Collectors.counting()));
        int usualLevel = usualLevel(candidates);
        for (boolean clear : new boolean[] {true, false}) {
            for (int i = 0; i < names.size(); i++) {
                int ordinal = i;
                List<Candidate> fitting = candidates.stream()
                        .filter(candidate -> !hasSection(ordinal)
                                && perspectives[candidate.part()] < 0
                                && candidate.isClear() == clear
                                && decisive(candidate, headingsByNames.getOrDefault(candidate.ordinals(), 0L) == 1)
                                        == ordinal)
                        .sorted(Comparator.comparing(candidate -> level(candidate.part()) != usualLevel))
                        .toList();
                if (!fitting.isEmpty()) {
                    assign(ordinal, fitting);
                }
            }
        }
    }

    private record Candidate(int part, List<HeldName> names) {

        List<Integer> ordinals() {
            return names.stream().map(HeldName::ordinal).sorted().toList();
        }

        boolean isClear() {
            return names.size() == 1;
        }
    }

    private void assign(int ordinal, List<Candidate> fitting) {
        int part = fitting.getFirst().part();
        perspectives[part] = ordinal;
        String advice = ": add `heading:` with the words of the right heading to the perspective";
        if (!fitting.getFirst().isClear()) {
            doubt(
                    part,
                    "“" + heading(part) + "” holds the names of several perspectives and is taken for “"
                            + names.get(ordinal) + "”" + advice);
        }
        fitting.stream()
                .skip(1)
                .filter(other -> level(other.part()) <= level(part))
                .findFirst()
                .ifPresent(other -> doubt(
                        other.part(),
                        "“" + heading(other.part()) + "” holds the name “" + names.get(ordinal) + "” like “"
                                + heading(part) + "”, which is taken for it" + advice));
    }

    /// The ordinal of the perspective that the names of a heading stand for; -1 if each of them has
    /// a section. `isAlone` is true if no other heading contains the same names.
    private int decisive(Candidate candidate, boolean isAlone) {
        return candidate.names().stream()
                .filter(name -> candidate.isClear() || !isAlone || !hasSection(name.ordinal()))
                .min(Comparator.comparingInt(name -> candidate.isClear() || isAlone ? 0 : name.at()))
                .map(HeldName::ordinal)
                .orElse(-1);
    }

    /// The level at which most perspectives have headings; the highest of several such levels.
    private int usualLevel(List<Candidate> candidates) {
        Map<Integer, Set<Integer>> perspectivesByLevel = candidates.stream()
                .filter(Candidate::isClear)
                .collect(Collectors.groupingBy(
                        candidate -> level(candidate.part()),
                        TreeMap::new,
                        Collectors.mapping(candidate -> candidate.ordinals().getFirst(), Collectors.toSet())));
        return perspectivesByLevel.entrySet().stream()
                .max(Comparator.<Map.Entry<Integer, Set<Integer>>>comparingInt(
                                level -> level.getValue().size())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private boolean hasSection(int ordinal) {
        return Arrays.stream(perspectives).anyMatch(perspective -> perspective == ordinal);
    }
}
