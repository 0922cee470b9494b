package digestbot.library.search;

import java.time.LocalDate;
import java.util.List;

/// Some of what a search found.
///
/// @param hits the latest day first
/// @param total how many there are in all; not known if none is on this page
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
