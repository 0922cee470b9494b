package digestbot.site.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.search.SearchWords;
import digestbot.site.EditionText;
import digestbot.site.SearchPages;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAsset;
import digestbot.site.SiteEdition;
import digestbot.site.WritingDirection;
import digestbot.site.build.SearchSegment.IndexedDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The search of the static site: the pages, their script, and the index that it reads.
///
/// The index consists of segments, each with the digests of a range of numbers. Most digests are in
/// large segments, the newest in small ones, so that another digest changes little, and a search does not
/// read many files. The folder of a segment is another one when its content is, so a browser never
/// combines files of two builds.
final class SearchIndex {

    /// The list of segments.
    static final String LIST = "assets/search/index.json";

    /// The numbers of digests in segments. Each is a multiple of the next.
    private static final int[] SIZES = {512, 64, 8};

    private static final int MAX_TITLE = 200;

    /// The number of digests whose words are kept in memory until they are written.
    private static final int MAX_READ = 20_000;

    private static final String SEGMENTS = "segments";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Library library;
    private final SearchPages pages;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, IndexedDigest> read = new ConcurrentHashMap<>();
    private final Map<String, String> words = new ConcurrentHashMap<>();

    /// A digest that can be found.
    private record Entry(ListedDigest digest, SiteAddress.OfDay address, String topicName) {

        /// What the index has of it depends on nothing else.
        String inputs() {
            return "%d %d %s %s".formatted(digest.number(), digest.revision(), address.path(), topicName);
        }
    }

    /// The digests with a number from the first up to, but not including, the end.
    record Range(long first, long end) {}

    SearchIndex(Library library, SearchPages pages) {
        this.library = library;
        this.pages = pages;
    }

    /// Adds a digest that can be found.
    void add(ListedDigest digest, SiteAddress.OfDay address, String topicName) {
        entries.add(new Entry(digest, address, topicName));
    }

    /// Takes the words of a digest that was read for its pages, so that it need not be read again.
    /// Several threads may do so at once.
    void addText(SiteEdition edition) {
        if (read.size() < MAX_READ) {
            read.put(edition.number(), indexed(edition.number(), edition.address(), edition.digest()));
        }
    }

    /// The ranges of the segments for digests with numbers below the end.
    static List<Range> ranges(long end) {
        List<Range> ranges = new ArrayList<>();
        long first = 0;
        for (int size : SIZES) {
            for (; first + size <= end; first += size) {
                ranges.add(new Range(first, first + size));
            }
        }
        if (first < end) {
            ranges.add(new Range(first, end));
        }
        return ranges;
    }

    /// Makes the pages and those segments that have changed.
    void build(SiteBuild build) throws IOException {
        build.unit("search pages", "", () -> {
            SiteAsset script = SiteAsset.searchScript();
            build.file(script.path(), script::content);
            for (String language : Texts.languages()) {
                build.page(new SiteAddress.Search(language), () -> pages.withScript(language, script.path(), LIST));
            }
        });
        Map<String, ObjectNode> before = heads(build);
        var byNumber = new TreeMap<Long, Entry>();
        entries.forEach(entry -> byNumber.put(entry.digest().number(), entry));
        List<ObjectNode> heads = new ArrayList<>();
        long end = byNumber.isEmpty() ? 0 : byNumber.lastKey() + 1;
        for (Range range : ranges(end)) {
            List<Entry> digests =
                    List.copyOf(byNumber.subMap(range.first(), range.end()).values());
            if (!digests.isEmpty()) {
                heads.add(segment(build, range, digests, before));
            }
        }
        heads.sort(Comparator.comparingLong(
                        (ObjectNode head) -> head.path("newest").asLong())
                .thenComparingLong(head -> head.path("first").asLong())
                .reversed());
        build.unit("search", heads, () -> {
            ObjectNode list = JSON.createObjectNode();
            ArrayNode segments = list.putArray(SEGMENTS);
            heads.forEach(segments::add);
            build.file(LIST, () -> SearchSegment.bytes(list.toString()));
        });
    }

    private ObjectNode segment(SiteBuild build, Range range, List<Entry> entries, Map<String, ObjectNode> before)
            throws IOException {
        List<String> inputs = entries.stream().map(Entry::inputs).toList();
        String path = "assets/search/%d-%s/".formatted(range.first(), build.key(inputs));
        Map<String, ObjectNode> head = new HashMap<>(before);
        build.unit("search " + range.first(), inputs, before.containsKey(path), () -> {
            var segment = new SearchSegment(path, range, digests(build, range, entries, before.values()));
            for (Map.Entry<String, byte[]> file : segment.files().entrySet()) {
                build.file(file.getKey(), file::getValue);
            }
            head.put(path, segment.head());
        });
        return Optional.ofNullable(head.get(path)).orElseThrow();
    }

    /// The digests as earlier segments have them, or else as they were read for their pages, or else from
    /// the library.
    private List<IndexedDigest> digests(
            SiteBuild build, Range range, List<Entry> entries, Collection<ObjectNode> before) throws IOException {
        Map<Long, IndexedDigest> earlier = new HashMap<>();
        if (!entries.stream().allMatch(entry -> read.containsKey(entry.digest().number()))) {
            for (ObjectNode head : before) {
                var segment = new EarlierSegment(build, head);
                if (segment.overlaps(range)) {
                    earlier.putAll(segment.digests());
                }
            }
        }
        List<IndexedDigest> digests = new ArrayList<>();
        for (Entry each : entries) {
            long number = each.digest().number();
            String key = build.key(each.inputs());
            Optional.ofNullable(earlier.get(number))
                    .filter(same -> same.key().equals(key))
                    .or(() -> Optional.ofNullable(read.get(number))
                            .or(() -> library.digest(build.transaction(), number)
                                    .map(stored -> indexed(number, each.address(), stored.digest())))
                            .map(found -> new IndexedDigest(number, key, found.day(), found.listed(), found.words())))
                    .ifPresent(digests::add);
        }
        return digests;
    }

    private IndexedDigest indexed(long number, SiteAddress.OfDay address, Digest digest) {
        String language = digest.key().language();
        String title = TextShortener.shorten(MAX_TITLE, EditionText.label(digest));
        String day = EditionText.day(digest);
        return new IndexedDigest(
                number,
                "",
                digest.key().day(),
                List.of(
                        address.path(),
                        title,
                        title.contains(day) ? "" : day,
                        language,
                        WritingDirection.of(language).attribute()),
                SearchWords.of(digest).stream()
                        .map(word -> words.computeIfAbsent(word, same -> same))
                        .toList());
    }

    /// What the last build knew of its segments, by their paths; empty if that is not known.
    private static Map<String, ObjectNode> heads(SiteBuild build) throws IOException {
        Map<String, ObjectNode> heads = new HashMap<>();
        Optional<byte[]> list = build.earlier(LIST);
        if (list.isPresent()) {
            try {
                for (JsonNode each : JSON.readTree(list.get()).path(SEGMENTS)) {
                    if (each instanceof ObjectNode head) {
                        heads.put(head.path("path").asText(), head);
                    }
                }
            } catch (JsonProcessingException _) {
                return Map.of(); // Somebody changed the file: all segments are made again.
            }
        }
        return heads;
    }
}
