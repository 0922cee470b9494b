package digestbot.digest.parser;

import digestbot.digest.Perspective;
import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The roles of the parts of a body: the highlights, a perspective, the source list, or something
/// else.
///
/// - Highlights are the parts before `<!--more-->`; without that mark, those before the first
///   section of a perspective or the source list; if no perspective has a section, those before the
///   second heading. A perspective's section before the mark belongs to that perspective, unless it
///   also has a section after the mark.
/// - The source list is the first section with a heading that is known to denote sources, in many
///   languages; without one, the last section whose entries have the form `1. [language]
///   [title](link) - outlet (date)`.
final class SectionRoles {

    private static final int MAX_HEADING_LENGTH = 300;

    private final List<String> headings;
    private final int[] perspectives;
    private final List<Pattern> patterns;
    private final int sourceList;
    private final int highlightsEnd;

    private SectionRoles(List<OutlinePart> parts, List<String> headings, int[] perspectives, List<Pattern> patterns) {
        this.headings = List.copyOf(headings);
        this.perspectives = perspectives;
        this.patterns = List.copyOf(patterns);
        this.sourceList = findSourceList(parts);
        this.highlightsEnd = findHighlightsEnd(parts);
    }

    static SectionRoles of(Outline outline, List<String> perspectiveNames) {
        var names = new PerspectiveNames(perspectiveNames);
        List<OutlinePart> parts = outline.parts();
        List<String> headings = new ArrayList<>();
        int[] perspectives = new int[parts.size()];
        Map<Integer, Pattern> patterns = new HashMap<>();
        for (int i = 0; i < perspectives.length; i++) {
            boolean headed = parts.get(i).start() == PartStart.HEADING;
            String heading = headed ? PlainText.ofInlines(outline.heading(parts.get(i))) : "";
            headings.add(TextCleaner.line(heading, MAX_HEADING_LENGTH));
            perspectives[i] = headed ? names.perspectiveOf(headings.get(i)).orElse(-1) : -1;
        }
        for (int i = 0; i < perspectives.length; i++) {
            if (perspectives[i] >= 0 && !patterns.containsKey(perspectives[i])) {
                int perspective = perspectives[i];
                HeadingPattern.of(headings.get(i), perspectiveNames.get(perspective))
                        .ifPresent(made -> patterns.put(perspective, made));
            }
        }
        return new SectionRoles(parts, headings, perspectives, List.copyOf(patterns.values()));
    }

    /// The part's heading as plain text; empty if it has none.
    String heading(int part) {
        return headings.get(part);
    }

    /// The place of the perspective that the part's heading names; -1 if it names none.
    int perspective(int part) {
        return perspectives[part];
    }

    /// Tells whether the heading names no perspective but has the same form as the headings that
    /// do.
    boolean looksLikePerspective(int part) {
        return perspectives[part] < 0
                && patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(headings.get(part)).matches());
    }

    /// The part that is the source list; -1 if none is.
    int sourceList() {
        return sourceList;
    }

    /// The number of leading parts that are highlights.
    int highlightsEnd() {
        return highlightsEnd;
    }

    private int findSourceList(List<OutlinePart> parts) {
        int last = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).start() == PartStart.HEADING && perspectives[i] < 0) {
                if (SourceListParser.isNamed(headings.get(i), parts.get(i).text())) {
                    return i;
                }
                last = SourceListParser.hasForm(parts.get(i).text()) ? i : last;
            }
        }
        return last;
    }

    private int findHighlightsEnd(List<OutlinePart> parts) {
        int more = 0;
        while (more < parts.size() && parts.get(more).start() != PartStart.MORE) {
            more++;
        }
        Set<Integer> perspectivesAfter = new HashSet<>();
        for (int i = more; i < parts.size(); i++) {
            perspectivesAfter.add(perspectives[i]);
        }
        boolean marked = more < parts.size();
        int end = 0;
        while (end < more
                && end != sourceList
                && (marked || !looksLikePerspective(end))
                && (perspectives[end] < 0 || perspectivesAfter.contains(perspectives[end]))) {
            end++;
        }
        boolean hasNoPerspectives = !marked && Arrays.stream(perspectives).allMatch(perspective -> perspective < 0);
        return hasNoPerspectives ? Math.min(end, firstSection(parts)) : end;
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

    /// The pattern of headings of perspectives: “United States Perspective (United States Sources)” is
    /// a name, then “Perspective (”, the name again, and “Sources)”.
    private static final class HeadingPattern {

        private HeadingPattern() {}

        /// The pattern of headings of the same form with another name; empty if the heading is just the
        /// name.
        static Optional<Pattern> of(String heading, String name) {
            String folded = heading.toLowerCase(Locale.ROOT);
            String wanted = name.toLowerCase(Locale.ROOT);
            int at = folded.indexOf(wanted);
            if (at < 0 || folded.length() != heading.length()) {
                return Optional.empty();
            }
            var pattern = new StringBuilder();
            int from = 0;
            while (at >= 0) {
                pattern.append(Pattern.quote(heading.substring(from, at))).append(from == 0 ? "(.{1,100}?)" : "\\1");
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
}
