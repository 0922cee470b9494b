package digestbot.digest.parser;

import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.digest.parser.DigestDates.DateOrder;
import java.util.List;
import java.util.Optional;

/// The content of the front matter.
///
/// @param digest the digest without its text and sources
/// @param dates the order of day and month in the source list
/// @param isOrdered true if the source list follows the order of the perspectives
record FrontMatter(
        Digest digest,
        List<NamedPerspective> perspectives,
        DateOrder dates,
        boolean isOrdered,
        Optional<DailyCount> articleCount) {

    /// `heading` is the text by which the perspective's heading is found: the front matter's, or
    /// else the perspective's name.
    record NamedPerspective(Perspective perspective, String heading, int line) {}

    record DailyCount(int value, int line) {}
}
