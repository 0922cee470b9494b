package digestbot.site.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.site.build.SearchIndex.Range;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A part of the search index: some hundred digests, what is listed of each, and their words. Its files
/// have a limited size, so that a search reads little.
final class SearchSegment {

    /// The number of digests in one file.
    private static final int LISTED = 64;

    /// The number of texts that are shown of a digest. Its number and its key follow them.
    static final int LISTED_TEXTS = 5;

    /// A file with words ends after this length.
    private static final int WORDS_LENGTH = 32_768;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode head = JSON.createObjectNode();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String path;

    /// A digest as the index has it.
    ///
    /// @param key differs if anything else here does
    /// @param listed what is shown of it: its path, its title, its day, its language and the direction
    ///     of its text
    /// @param words its words, each once
    record IndexedDigest(long number, String key, LocalDate day, List<String> listed, List<String> words) {
        IndexedDigest {
            listed = List.copyOf(listed);
            words = List.copyOf(words);
        }
    }

    /// @param path its folder, relative to the base address
    /// @param range the numbers that its digests may have
    SearchSegment(String path, Range range, List<IndexedDigest> digests) {
        this.path = path;
        List<IndexedDigest> newestFirst = digests.stream()
                .sorted(Comparator.comparing(IndexedDigest::day)
                        .thenComparingLong(IndexedDigest::number)
                        .reversed())
                .toList();
        LocalDate newest = newestFirst.getFirst().day();
        head.put("path", path)
                .put("first", range.first())
                .put("end", range.end())
                .put("newest", newest.toEpochDay())
                .put("listed", LISTED);
        addDays(newest, newestFirst);
        addListed(newestFirst);
        addWords(newestFirst);
    }

    /// What the list of segments says of it.
    ObjectNode head() {
        return head;
    }

    /// Its files by path.
    Map<String, byte[]> files() {
        return files;
    }

    /// The day of each digest, as the number of days after the one before it in the list.
    private void addDays(LocalDate newest, List<IndexedDigest> digests) {
        ArrayNode days = head.putArray("days");
        LocalDate before = newest;
        for (IndexedDigest each : digests) {
            days.add(before.toEpochDay() - each.day().toEpochDay());
            before = each.day();
        }
    }

    private void addListed(List<IndexedDigest> digests) {
        for (int from = 0; from < digests.size(); from += LISTED) {
            ArrayNode part = JSON.createArrayNode();
            for (IndexedDigest each : digests.subList(from, Math.min(digests.size(), from + LISTED))) {
                ArrayNode listed = part.addArray();
                each.listed().forEach(listed::add);
                listed.add(each.number()).add(each.key());
            }
            files.put("%sdigests-%d.json".formatted(path, from / LISTED), bytes(part.toString()));
        }
    }

    /// The digests of each word, as steps from one to the next.
    private void addWords(List<IndexedDigest> digests) {
        Map<String, Digests> byWord = new HashMap<>();
        for (int number = 0; number < digests.size(); number++) {
            for (String word : digests.get(number).words()) {
                byWord.computeIfAbsent(word, _ -> new Digests()).add(number);
            }
        }
        List<String> words = new ArrayList<>(byWord.keySet());
        words.sort(Comparator.naturalOrder());
        ArrayNode firsts = head.putArray("words");
        var file = new StringBuilder();
        for (String word : words) {
            if (file.length() > WORDS_LENGTH) {
                endWords(file, firsts.size() - 1);
            }
            if (file.isEmpty()) {
                firsts.add(word);
            }
            // A word has only letters and digits.
            file.append(file.isEmpty() ? "{\"" : ",\"")
                    .append(word)
                    .append("\":[")
                    .append(byWord.getOrDefault(word, new Digests()).steps)
                    .append(']');
        }
        if (!file.isEmpty()) {
            endWords(file, firsts.size() - 1);
        }
    }

    private void endWords(StringBuilder file, int number) {
        files.put(
                "%swords-%d.json".formatted(path, number),
                bytes(file.append('}').toString()));
        file.setLength(0);
    }

    /// Nothing in it looks like markup to a server or browser that guesses types.
    static byte[] bytes(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// The digests with a word, in ascending order.
    private static final class Digests {

        private final StringBuilder steps = new StringBuilder(8);
        private int last;

        void add(int number) {
            steps.append(steps.isEmpty() ? "" : ",").append(number - last);
            last = number;
        }
    }
}
