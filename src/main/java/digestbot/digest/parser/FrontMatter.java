package digestbot.digest.parser;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.parser.DigestDates.DateOrder;
import java.util.List;
import java.util.Optional;

/// The content of the front matter.
///
/// @param digest without its text and sources
/// @param dates the order of day and month in the source list
/// @param isOrdered true if the source list is in the order of the perspectives
record FrontMatter(
        Digest digest,
        List<NamedPerspective> perspectives,
        DateOrder dates,
        boolean isOrdered,
        Optional<DailyCount> articleCount) {

    /// `heading` has the words by which the heading of its section is found: those that the front
    /// matter gives, or else its name.
    record NamedPerspective(Perspective perspective, String heading, int line) {}

    record DailyCount(int value, int line) {}
}
