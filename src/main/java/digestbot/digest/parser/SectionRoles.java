package digestbot.digest.parser;

import digestbot.digest.parser.PerspectiveNames.HeldName;
import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
/// - A perspective's section is the one whose heading begins with its name ([PerspectiveNames]), or
///   else one whose heading holds it ([HeldNames]), or else one by its place ([SectionsInOrder]).
/// - Highlights are the parts before `<!--more-->`; without that mark, those before the first
///   section of a perspective or the source list; if no perspective has a section, those before the
///   second heading. A perspective's section before the mark belongs to that perspective, unless it
///   also has a section after the mark.
/// - The source list is the first section with a heading that is known to denote sources, in many
///   languages; without one, the last section whose entries have the form `1. [language]
///   [title](link) - outlet (date)`.
final class SectionRoles {

    private final Headings headings;
    private final int[] perspectives;
    private final List<Pattern> patterns;
    private final List<HeadingDoubt> doubts = new ArrayList<>();
    private final int sourceList;
    private final int highlightsEnd;

    /// `names` are the words that the perspectives' headings begin with or hold.
    SectionRoles(Outline outline, List<String> names) {
        this.headings = Headings.of(outline);
        this.perspectives = named(headings, names);
        this.sourceList = findSourceList();
        BitSet sourceParts = headings.sourceParts(sourceList);
        sourceParts.stream().forEach(part -> perspectives[part] = -1);
        if (Arrays.stream(perspectives).filter(found -> found >= 0).distinct().count() < names.size()) {
            new HeldNames(headings, perspectives, sourceParts, names, doubts).assign();
        }
        this.patterns = patterns(names);
        this.highlightsEnd = findHighlightsEnd();
        if (hasNoPerspectives()) {
            SectionsInOrder.assign(headings, highlightsEnd, sourceParts, perspectives, names, doubts);
        }
    }

    /// The perspective that each heading begins with; -1 for none.
    private static int[] named(Headings headings, List<String> names) {
        var matcher = new PerspectiveNames(names);
        int[] perspectives = new int[headings.count()];
        for (int i = 0; i < perspectives.length; i++) {
            perspectives[i] =
                    headings.isHeading(i) ? matcher.atStartOf(headings.text(i)).orElse(-1) : -1;
        }
        return perspectives;
    }

    private List<Pattern> patterns(List<String> names) {
        Map<Integer, Pattern> patterns = new HashMap<>();
        for (int i = 0; i < perspectives.length; i++) {
            int perspective = perspectives[i];
            if (perspective >= 0 && !patterns.containsKey(perspective)) {
                HeadingPattern.of(headings.text(i), names.get(perspective))
                        .ifPresent(made -> patterns.put(perspective, made));
            }
        }
        return List.copyOf(patterns.values());
    }

    String heading(int part) {
        return headings.text(part);
    }

    /// The place of the perspective that the part belongs to by its heading; -1 for none.
    int perspective(int part) {
        return perspectives[part];
    }

    /// Tells whether the heading belongs to no perspective but has the same form as the headings
    /// that do.
    boolean looksLikePerspective(int part) {
        return perspectives[part] < 0
                && patterns.stream()
                        .anyMatch(
                                pattern -> pattern.matcher(headings.text(part)).matches());
    }

    /// The part that is the source list; -1 for none.
    int sourceList() {
        return sourceList;
    }

    /// The number of leading parts that are highlights.
    int highlightsEnd() {
        return highlightsEnd;
    }

    List<HeadingDoubt> doubts() {
        return List.copyOf(doubts);
    }

    private int findSourceList() {
        int last = -1;
        for (int i = 0; i < headings.count(); i++) {
            if (headings.isHeading(i) && perspectives[i] < 0) {
                String text = headings.parts().get(i).text();
                if (SourceListParser.isNamed(headings.text(i), text)) {
                    return i;
                }
                last = SourceListParser.hasForm(text) ? i : last;
            }
        }
        return last;
    }

    private int findHighlightsEnd() {
        boolean marked = headings.mark() >= 0;
        int more = marked ? headings.mark() : headings.count();
        Set<Integer> perspectivesAfter = new HashSet<>();
        for (int i = more; i < headings.count(); i++) {
            perspectivesAfter.add(perspectives[i]);
        }
        int end = 0;
        while (end < more
                && end != sourceList
                && (marked || !looksLikePerspective(end))
                && (perspectives[end] < 0 || perspectivesAfter.contains(perspectives[end]))) {
            end++;
        }
        return !marked && hasNoPerspectives() ? Math.min(end, firstSection(headings.parts())) : end;
    }

    private boolean hasNoPerspectives() {
        return Arrays.stream(perspectives).allMatch(perspective -> perspective < 0);
    }

    private static int firstSection(List<OutlinePart> parts) {
        int end = 1;
        boolean hasText = !parts.getFirst().text().isBlank();
        while (end < parts.size() && !hasText) {
            hasText = !parts.get(end).text().isBlank();
            end++;
        }
        return end;
    }

    /// The form of headings of perspectives: “United States Perspective (United States Sources)” is
    /// a name, then “Perspective (”, the name again, and “Sources)”.
    private static final class HeadingPattern {

        private HeadingPattern() {}

        /// Empty if the heading is just the name.
        static Optional<Pattern> of(String heading, String name) {
            String folded = heading.toLowerCase(Locale.ROOT);
            String wanted = name.toLowerCase(Locale.ROOT);
            int at = folded.indexOf(wanted);
            if (at < 0 || folded.length() != heading.length()) {
                return Optional.empty();
            }
            var pattern = new StringBuilder();
            int from = 0;
            boolean first = true;
            while (at >= 0) {
                pattern.append(Pattern.quote(heading.substring(from, at))).append(first ? "(.{1,100}?)" : "\\1");
                first = false;
                from = at + wanted.length();
                at = folded.indexOf(wanted, from);
            }
            String rest = heading.substring(from);
            boolean isNameAlone = heading.length() - wanted.length() < 2;
            pattern.append(Pattern.quote(rest));
            return isNameAlone
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        }
    }

    /// The last resort if no heading names a perspective, because the language inflects the names
    /// beyond recognition: if there are as many sections as perspectives, they are taken in their
    /// order.
    private static final class SectionsInOrder {

        private SectionsInOrder() {}

        /// `highlightsEnd` is the first part after the highlights. Sets `perspectives`, which has
        /// -1 for each part, and adds a doubt for each section.
        static void assign(
                Headings headings,
                int highlightsEnd,
                BitSet sourceParts,
                int[] perspectives,
                List<String> names,
                List<HeadingDoubt> doubts) {
            List<Integer> sections = sections(headings, highlightsEnd, sourceParts);
            if (sections.size() != names.size()) {
                return;
            }
            for (int i = 0; i < sections.size(); i++) {
                int part = sections.get(i);
                perspectives[part] = i;
                String heading = headings.text(part);
                doubts.add(new HeadingDoubt(
                        part,
                        "“" + heading + "” names no perspective and is taken for “" + names.get(i)
                                + "”, because it is section " + (i + 1) + " of " + names.size() + ": add `heading: "
                                + heading + "` to the right perspective"));
            }
        }

        private static List<Integer> sections(Headings headings, int highlightsEnd, BitSet sourceParts) {
            List<Integer> sections = new ArrayList<>();
            int open = Integer.MAX_VALUE;
            for (int i = highlightsEnd; i < headings.count(); i++) {
                if (sourceParts.get(i)) {
                    open = Integer.MAX_VALUE;
                } else if (headings.isHeading(i) && headings.level(i) <= open && !headings.isContainer(i)) {
                    sections.add(i);
                    open = headings.level(i);
                }
            }
            return sections;
        }
    }

    /// Finds sections for the perspectives whose names no heading begins with: their headings hold
    /// the name anywhere, such as “Blick aus China”.
    ///
    /// Only headings after `<!--more-->` count, and not the document's title. A heading with one
    /// name comes before one with several, in which the longest name counts; several headings with
    /// the same names are told apart by the name that comes first. If a choice remains, headings of
    /// the level that most perspectives use come first, then those higher in the file, and a
    /// warning says so.
    private static final class HeldNames {

        private record Candidate(int part, List<HeldName> names, List<Integer> ordinals) {

            Candidate(int part, List<HeldName> names) {
                this(part, names, names.stream().map(HeldName::ordinal).sorted().toList());
            }

            boolean isClear() {
                return names.size() == 1;
            }
        }

        private final Headings headings;
        private final int[] perspectives;
        private final List<String> names;
        private final List<HeadingDoubt> doubts;
        private final List<Candidate> candidates;
        /// The number of headings that hold the same names.
        private final Map<List<Integer>, Long> headingsByNames;

        /// Completes `perspectives`, which has -1 for a part without one, and adds to `doubts`.
        HeldNames(
                Headings headings,
                int[] perspectives,
                BitSet sourceParts,
                List<String> names,
                List<HeadingDoubt> doubts) {
            this.headings = headings;
            this.perspectives = perspectives;
            this.names = names;
            this.doubts = doubts;
            var matcher = new PerspectiveNames(names);
            this.candidates = IntStream.range(headings.mark() + 1, headings.count())
                    .filter(part -> headings.isHeading(part) && perspectives[part] < 0)
                    .filter(part -> !sourceParts.get(part) && !headings.isTitle(part))
                    .mapToObj(part -> new Candidate(part, matcher.in(headings.text(part))))
                    .filter(candidate -> !candidate.names().isEmpty())
                    .toList();
            this.headingsByNames =
                    candidates.stream().collect(Collectors.groupingBy(Candidate::ordinals, Collectors.counting()));
        }

        void assign() {
            int usualLevel = usualLevel();
            for (boolean clear : new boolean[] {true, false}) {
                for (int ordinal = 0; ordinal < names.size(); ordinal++) {
                    if (!hasSection(ordinal)) {
                        assign(ordinal, clear, usualLevel);
                    }
                }
            }
        }

        private void assign(int ordinal, boolean clear, int usualLevel) {
            List<Candidate> fitting = candidates.stream()
                    .filter(candidate -> perspectives[candidate.part()] < 0
                            && candidate.isClear() == clear
                            && decisive(candidate) == ordinal)
                    .sorted(Comparator.comparing(candidate -> headings.level(candidate.part()) != usualLevel))
                    .toList();
            if (fitting.isEmpty()) {
                return;
            }
            int part = fitting.getFirst().part();
            perspectives[part] = ordinal;
            String advice = ": add `heading:` with the words of the right heading to the perspective";
            if (!clear) {
                doubts.add(new HeadingDoubt(
                        part,
                        "“" + headings.text(part) + "” holds the names of several perspectives and is taken for “"
                                + names.get(ordinal) + "”" + advice));
            }
            fitting.stream()
                    .skip(1)
                    .filter(other -> headings.level(other.part()) <= headings.level(part))
                    .findFirst()
                    .ifPresent(other -> doubts.add(new HeadingDoubt(
                            other.part(),
                            "“" + headings.text(other.part()) + "” holds the name “" + names.get(ordinal) + "” like “"
                                    + headings.text(part) + "”, which is taken for it" + advice)));
        }

        /// The perspective that the names of a heading stand for; -1 if each of them has a section.
        private int decisive(Candidate candidate) {
            boolean isAlone = headingsByNames.getOrDefault(candidate.ordinals(), 0L) == 1;
            return candidate.names().stream()
                    .filter(name -> candidate.isClear() || !isAlone || !hasSection(name.ordinal()))
                    .min(Comparator.comparingInt(name -> candidate.isClear() || isAlone ? 0 : name.at()))
                    .map(HeldName::ordinal)
                    .orElse(-1);
        }

        /// The level at which most perspectives have headings; the highest of several.
        private int usualLevel() {
            Map<Integer, Set<Integer>> perspectivesByLevel = new TreeMap<>();
            candidates.stream()
                    .filter(Candidate::isClear)
                    .forEach(candidate -> perspectivesByLevel
                            .computeIfAbsent(headings.level(candidate.part()), _ -> new HashSet<>())
                            .add(candidate.ordinals().getFirst()));
            int usual = 0;
            int most = 0;
            for (Map.Entry<Integer, Set<Integer>> level : perspectivesByLevel.entrySet()) {
                if (level.getValue().size() > most) {
                    usual = level.getKey();
                    most = level.getValue().size();
                }
            }
            return usual;
        }

        private boolean hasSection(int ordinal) {
            for (int perspective : perspectives) {
                if (perspective == ordinal) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A doubt about the perspective of a section, which the author should settle.
    record HeadingDoubt(int part, String message) {}
}
