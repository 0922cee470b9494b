package digestbot.digest.parser;

import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

    /// @param names the words that the perspectives' headings begin with or hold
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

    /// The perspective that each heading begins with; -1 where it begins with none.
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

    /// The part's heading as plain text; empty if it has none.
    String heading(int part) {
        return headings.text(part);
    }

    /// The place of the perspective that the part belongs to by its heading; -1 if there is none.
    int perspective(int part) {
        return perspectives[part];
    }

    /// Tells whether the heading belongs to no perspective but has the same form as the headings that
    /// do.
    boolean looksLikePerspective(int part) {
        return perspectives[part] < 0
                && patterns.stream()
                        .anyMatch(
                                pattern -> pattern.matcher(headings.text(part)).matches());
    }

    /// The part that is the source list; -1 if none is.
    int sourceList() {
        return sourceList;
    }

    /// The number of leading parts that are highlights.
    int highlightsEnd() {
        return highlightsEnd;
    }

    /// The sections whose perspectives the author should settle.
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
}
