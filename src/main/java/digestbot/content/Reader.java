package digestbot.content;

import digestbot.audience.ReadingOptions;
import digestbot.digest.Outlets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/// For whom an edition is made: all that two readers must share to get the same one.
///
/// @param language an IETF tag: the bot's own words
/// @param reading which sides, how much of each, in which layout
/// @param today the reader's local date; a digest of another day says so in its heading
/// @param zone the reader's; a corrected digest says when it was
/// @param hidden the keys of outlets that are left out of the sources
public record Reader(String language, ReadingOptions reading, LocalDate today, ZoneId zone, Set<String> hidden) {
    public Reader {
        hidden = Set.copyOf(hidden);
    }

    /// The same, who reads otherwise.
    public Reader reads(ReadingOptions other) {
        return new Reader(language, other, today, zone, hidden);
    }

    /// Tells whether the outlet's articles are left out of the sources.
    public boolean hides(String outlet) {
        return hidden.contains(Outlets.key(outlet));
    }
}
