package digestbot.digest.parser;

import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.digest.Perspective;
import digestbot.digest.Section;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/// The configuration's rules for digests, in addition to the files' own.
///
/// @param orderedTopics the topics, in lower case, whose source lists follow the order of the
///     perspectives
/// @param outlets the names of outlets, by the keys of all their spellings ([Outlets#key])
/// @param today the day after which no digest should be dated
public record DigestRules(Set<String> orderedTopics, Map<String, String> outlets, Supplier<LocalDate> today) {

    public static final DigestRules NONE = new DigestRules(Set.of(), Map.of(), () -> LocalDate.MAX);

    /// Sentences by which producers say that a perspective has no articles.
    private static final List<String> EMPTY_POINTS = List.of(
            "No {name} sources available",
            "No {name} sources available for this time period",
            "No takeaways available for {name} sources");

    String outlet(String spelling) {
        return outlets.getOrDefault(Outlets.key(spelling), spelling);
    }

    /// Removes the text of perspectives that have no articles and sets their count to 0.
    Digest withoutEmpty(Digest digest) {
        List<Perspective> perspectives = new ArrayList<>();
        for (Perspective each : digest.perspectives()) {
            String text = PlainText.of(digest.perspective(perspectives.size()));
            perspectives.add(
                    isEmptyPoint(each.name(), text)
                            ? new Perspective(each.id(), each.name(), OptionalInt.of(0))
                            : each);
        }
        List<Section> sections = digest.sections().stream()
                .map(section -> section instanceof Section.PerspectiveSection(int ordinal, var _)
                                && perspectives.get(ordinal).isEmpty()
                        ? section.withBlocks(_ -> List.of())
                        : section)
                .toList();
        return digest.withPerspectives(perspectives, sections);
    }

    private boolean isEmptyPoint(String name, String text) {
        return EMPTY_POINTS.stream()
                .anyMatch(sentence -> folded(sentence.replace("{name}", name)).equals(folded(text)));
    }

    private static String folded(String sentence) {
        return PerspectiveNames.fold(sentence).replaceFirst("[.。!]$", "");
    }
}
