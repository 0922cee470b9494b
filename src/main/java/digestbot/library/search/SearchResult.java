package digestbot.library.search;

import java.time.LocalDate;
import java.util.List;

/// A page of the results of a search.
///
/// @param hits the hits, the latest day first
/// @param total the total number; unknown if this page is empty
public record SearchResult(List<SearchHit> hits, int total) {
    public SearchResult {
        hits = List.copyOf(hits);
    }

    /// A digest that a search found.
    ///
    /// @param number the digest's
    /// @param topic its topic's id
    /// @param title its newest title
    public record SearchHit(long number, String topic, LocalDate day, String title) {}
}
