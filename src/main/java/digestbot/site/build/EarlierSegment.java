package digestbot.site.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.site.build.SearchIndex.Range;
import digestbot.site.build.SearchSegment.IndexedDigest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A segment that an earlier build wrote. Its digests need not be read from the library again, which
/// takes much longer.
final class EarlierSegment {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SiteBuild build;
    private final JsonNode head;
    private final String path;

    /// @param head what the list of segments says of it
    EarlierSegment(SiteBuild build, JsonNode head) {
        this.build = build;
        this.head = head;
        path = head.path("path").asText();
    }

    /// Tells whether it has numbers of the range.
    boolean overlaps(Range range) {
        return head.path("first").asLong() < range.end() && head.path("end").asLong() > range.first();
    }

    /// Its digests by number; empty if a file was changed or is missing.
    Map<Long, IndexedDigest> digests() throws IOException {
        try {
            List<List<String>> words = words();
            Map<Long, IndexedDigest> digests = new HashMap<>();
            long day = head.path("newest").asLong();
            int perFile = head.path("listed").asInt(1);
            JsonNode part = JSON.nullNode();
            for (int place = 0; place < words.size(); place++) {
                day -= head.path("days").path(place).asLong();
                if (place % perFile == 0) {
                    part = file("digests-" + place / perFile);
                }
                JsonNode listed = part.path(place % perFile);
                long number = listed.required(SearchSegment.LISTED_TEXTS).asLong();
                digests.put(
                        number,
                        new IndexedDigest(
                                number,
                                listed.required(SearchSegment.LISTED_TEXTS + 1).asText(),
                                LocalDate.ofEpochDay(day),
                                Stream.iterate(0, i -> i < SearchSegment.LISTED_TEXTS, i -> i + 1)
                                        .map(i -> listed.required(i).asText())
                                        .toList(),
                                words.get(place)));
            }
            return digests;
        } catch (JsonProcessingException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return Map.of();
        }
    }

    /// The words of each digest, in the order of the list.
    private List<List<String>> words() throws IOException {
        List<List<String>> words = new ArrayList<>();
        head.path("days").forEach(_ -> words.add(new ArrayList<>()));
        for (int i = 0; i < head.path("words").size(); i++) {
            for (Map.Entry<String, JsonNode> each : file("words-" + i).properties()) {
                int place = 0;
                for (JsonNode step : each.getValue()) {
                    place += step.asInt();
                    words.get(place).add(each.getKey());
                }
            }
        }
        return words;
    }

    private JsonNode file(String name) throws IOException {
        return JSON.readTree(build.earlier(path + name + ".json")
                .orElseThrow(() -> new IllegalArgumentException(path + name + " is missing")));
    }
}
