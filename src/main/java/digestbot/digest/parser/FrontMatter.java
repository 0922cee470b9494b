package digestbot.digest.parser;

import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.digest.parser.DigestDates.DateOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The content of the front matter.
///
/// @param dates the order of day and month in the source list
/// @param isOrdered true if the source list is in the order of the perspectives
/// @param extra all other keys, as strings, lists and maps
record FrontMatter(
        DigestKey key,
        Topic topic,
        String title,
        List<NamedPerspective> perspectives,
        List<String> outlets,
        DateOrder dates,
        boolean isOrdered,
        Optional<DailyCount> articleCount,
        boolean draft,
        Optional<String> correction,
        Map<String, Object> extra) {

    FrontMatter {
        perspectives = List.copyOf(perspectives);
        outlets = List.copyOf(outlets);
        extra = Map.copyOf(extra);
    }

    /// `heading` has the words by which the heading of its section is found: those that the front
    /// matter gives, or else its name.
    record NamedPerspective(Perspective perspective, String heading, int line) {}

    record DailyCount(int value, int line) {}
}
