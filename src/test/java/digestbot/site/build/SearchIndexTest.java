package digestbot.site.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.site.build.SearchIndex.Range;
import digestbot.site.build.SearchSegment.IndexedDigest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The parts of the search index.
@Tag("full")
class SearchIndexTest {

    private static final LocalDate DAY = LocalDate.of(2026, 2, 12);

    @Test
    void mostDigestsAreInLargeSegments() {
        List<Range> ranges = SearchIndex.ranges(10_001);
        assertThat(ranges).hasSizeLessThan(40);
        long before = 0;
        for (Range range : ranges) {
            assertThat(range.first()).isEqualTo(before);
            before = range.end();
        }
        assertThat(before).isEqualTo(10_001);
        assertThat(SearchIndex.ranges(0)).isEmpty();
    }

    private static IndexedDigest digest(int number, Set<String> words) {
        return new IndexedDigest(
                number,
                "key",
                DAY.minusDays(number / 2),
                List.of("trade/" + number + "/", "</script>\u202e " + number, "", "en", "ltr"),
                List.copyOf(words));
    }

    /// A huge digest, and many others: every file stays small, and has what it should.
    @Test
    void filesAreOfALimitedSize() throws IOException {
        List<IndexedDigest> digests = new ArrayList<>();
        var all = new TreeSet<String>();
        for (int i = 0; i < 500; i++) {
            int from = i * 20;
            var words = new TreeSet<>(IntStream.range(from, from + (i == 7 ? 100_000 : 60))
                    .mapToObj(word -> "word" + word)
                    .toList());
            words.add("常");
            all.addAll(words);
            digests.add(digest(i, words));
        }
        var segment = new SearchSegment("assets/search/0-x/", new Range(0, 512), digests);

        var json = new ObjectMapper();
        Set<String> found = new TreeSet<>();
        assertThat(segment.files().values()).allMatch(content -> content.length < 40_000);
        JsonNode firsts = segment.head().path("words");
        for (int i = 0; i < firsts.size(); i++) {
            JsonNode words = json.readTree(segment.files().get("assets/search/0-x/words-" + i + ".json"));
            assertThat(words.fieldNames().next()).isEqualTo(firsts.get(i).asText());
            words.fieldNames().forEachRemaining(found::add);
        }
        assertThat(found).isEqualTo(all);
        JsonNode listed = json.readTree(segment.files().get("assets/search/0-x/digests-0.json"));
        assertThat(listed.get(0).get(0).asText())
                .as("the newest day, the last number")
                .isEqualTo("trade/1/");
        assertThat(listed.get(1).get(1).asText()).isEqualTo("</script>\u202e 0");
        assertThat(segment.head().path("days")).hasSize(500);
        assertThat(segment.head().path("newest").asLong()).isEqualTo(DAY.toEpochDay());
    }
}
