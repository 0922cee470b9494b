package digestbot.library.search;

import java.time.LocalDate;
import java.util.Optional;

/// A search.
///
/// @param words the typed text; each of its first eight words must occur, and a word of three
///     letters or more also matches longer words that begin with it. Blank for every digest
/// @param perspective a perspective's id, to search only its text
public record SearchQuery(
        String words,
        Optional<String> topic,
        Optional<String> perspective,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    public static SearchQuery of(String words) {
        return new SearchQuery(words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Punctuation alone is not a word.
    public boolean hasWords() {
        return SearchTokenizer.typed(words).findAny().isPresent();
    }
}
