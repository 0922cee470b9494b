package digestbot.library.search;

import java.util.List;

/// Some of what a search found.
///
/// @param hits the latest day first
/// @param total how many there are in all; not known if none is on this page
public record SearchResult(List<SearchHit> hits, int total) {
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
