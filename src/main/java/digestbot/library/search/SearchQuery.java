package digestbot.library.search;

import java.time.LocalDate;
import java.util.Optional;

/// A search.
///
/// @param words as typed, any text; every word must occur, and a word of three letters or more also finds the
///     longer words that begin with it. Blank: every digest
/// @param topic a topic's id
/// @param perspective a perspective's id: what it reports is looked at alone
/// @param from the first day
/// @param to the last day
public record SearchQuery(
        String words,
        Optional<String> topic,
        Optional<String> perspective,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    /// Looks for words on all topics, perspectives and days.
    public static SearchQuery of(String words) {
        return new SearchQuery(words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Tells whether there is a word among what was typed; signs alone are none.
    public boolean hasWords() {
        return SearchTokenizer.typed(words).findAny().isPresent();
    }
}
