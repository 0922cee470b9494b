package digestbot.digest.parser;

import digestbot.digest.parser.PerspectiveNames.HeldName;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds sections for the perspectives whose names no heading begins with: their headings hold the
/// name anywhere, such as “Blick aus China”.
///
/// Only headings after `<!--more-->` count, and not the document's title. A heading with one name
/// comes before one with several, in which the longest name counts; several headings with the same
/// names are told apart by the name that comes first. Where a choice remains, headings of the level
/// that most perspectives use come first, then those higher in the file, and a warning says so.
final class HeldNames {

    /// A heading and the names that it holds.
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

    /// @param perspectives the perspective of each part, -1 for none, which this completes
    /// @param doubts receives what the author should settle
    HeldNames(
            Headings headings, int[] perspectives, BitSet sourceParts, List<String> names, List<HeadingDoubt> doubts) {
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

    /// Gives each perspective without a section the best heading that holds its name.
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
