package digestbot.library.search;

import java.time.LocalDate;
import java.util.List;

/// The hits have the latest day first. The total is unknown if this page is empty.
public record SearchResult(List<SearchHit> hits, int total) {

    public record SearchHit(long number, String topic, LocalDate day, String title) {}
}
