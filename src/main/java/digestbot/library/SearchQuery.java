package digestbot.library;

import java.time.LocalDate;
import java.util.Optional;

/// What somebody looks for.
///
/// @param words as typed, any text; every word must occur, and a word of three letters or more also finds the
///     longer words that begin with it. Blank: every digest, the newest first
/// @param topic a topic's id
/// @param from the first day
/// @param to the last day
/// @param limit how many to give at most
/// @param offset how many of the best to leave out
public record SearchQuery(
        String words, Optional<String> topic, Optional<LocalDate> from, Optional<LocalDate> to, int limit, int offset) {

    /// Looks for words on all topics and days, and gives the best.
    public static SearchQuery of(String words, int limit) {
        return new SearchQuery(words, Optional.empty(), Optional.empty(), Optional.empty(), limit, 0);
    }
}
