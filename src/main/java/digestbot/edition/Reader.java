package digestbot.edition;

import digestbot.subscription.Length;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// For whom an edition is made: all that two readers must share to get the same one.
///
/// @param language an IETF tag: the bot's own words
/// @param sides the wanted sides' ids, in order; empty means all, the first one rotating by day
/// @param today the reader's local date; a digest of another day says so in its heading
/// @param zone the reader's; a corrected digest says when it was
public record Reader(String language, List<String> sides, Length length, LocalDate today, ZoneId zone) {
    public Reader {
        sides = List.copyOf(sides);
    }
}
