package digestbot.library.archive;

import digestbot.concurrent.LruCache;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.parser.DigestParser;
import digestbot.digest.parser.DigestRules;
import digestbot.digest.story.Continuations;
import digestbot.digest.story.Continuations.Earlier;
import digestbot.library.search.FullTextIndexStore;
import digestbot.library.search.HitHighlighter;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchableText;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The published digests with their texts. This class alone decides what readers can see.
///
/// Drafts, held and withdrawn digests are excluded, and so is everything that occurs only in them:
/// topics, days, perspectives and titles. The shown revision is the newest one that was not a
/// draft. [#all] is for operators. Thread-safe; recently read digests are cached.
public final class Library extends PublishedDigestStore {

    /// The most topics that one page, feed or answer is made of.
    public static final int MAX_TOPICS = 100;

    private static final int INDEX_BATCH_SIZE = 20;

    private static final int DAYS_OF_STORIES = 7;
    private static final int MAX_CACHED = 64;

    private static final Comparator<LibraryTopic> BY_NAME = Comparator.<LibraryTopic, String>comparing(
                    known -> known.topic().name(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(known -> known.topic().id());

    private static final List<Function<LibraryTopic, String>> NAMES =
            List.of(LibraryTopic::id, LibraryTopic::name, LibraryTopic::ownName);

    private final AllDigests all;
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();

    /// By the digest and the digests of its week, each in a revision.
    private final LruCache<List<Object>, Continuations> continuations = new LruCache<>(MAX_CACHED);

    private volatile boolean firstScan;

    public Library() {
        this(DigestRules.NONE);
    }

    public Library(DigestRules rules) {
        this(new DigestParser(rules)::parse);
    }

    /// The parser must be deterministic.
    public Library(Function<byte[], ParseResult> parser) {
        this.all = new AllDigests(parser);
    }

    public void setFirstScan(boolean running) {
        firstScan = running;
    }

    /// Whether the digest folder is still being read for the first time since the start.
    public boolean isFirstScan() {
        return firstScan;
    }

    public AllDigests all() {
        return all;
    }

    /// The digest, if it is published.
    ///
    /// @throws IllegalStateException if the parser no longer accepts the stored bytes; this applies
    ///     to all methods here
    public Optional<StoredDigest> digest(Transaction transaction, long number) {
        return all.digest(transaction, number).filter(StoredDigest::isVisible);
    }

    /// `days` are digests of its topic, with those that decide on the main language of its day.
    public Optional<StoredDigest> digest(Transaction transaction, long number, TopicDays days) {
        return all.digest(transaction, number, days).filter(StoredDigest::isVisible);
    }

    /// The topic's digest of the latest day; if there are several, chosen as in [#on].
    public Optional<StoredDigest> newest(Transaction transaction, String topic, String language) {
        return days(transaction, topic, 1).stream().findFirst().flatMap(day -> on(transaction, topic, day, language));
    }

    /// The topic's digest of that day that a reader of the language gets, chosen as in
    /// [TopicDays#best].
    public Optional<StoredDigest> on(Transaction transaction, String topic, LocalDate day, String language) {
        TopicDays days = daysUntil(transaction, topic, day);
        return days.best(day, language).flatMap(best -> all.digest(transaction, best.number(), days));
    }

    public List<LibraryTopic> topics(Transaction transaction) {
        return topics.all(transaction).stream().sorted(BY_NAME).toList();
    }

    /// The topics, by name: of more than [#MAX_TOPICS], only those with the newest days until that
    /// one.
    ///
    /// @param language an IETF tag; of many topics, only those with digests in its primary language
    ///     count, or all if it is empty
    public List<LibraryTopic> newestTopics(Transaction transaction, String language, LocalDate until) {
        List<LibraryTopic> all = topics(transaction);
        return all.size() <= MAX_TOPICS
                ? all
                : topics.newest(transaction, DigestKey.primary(language), until, MAX_TOPICS).stream()
                        .sorted(BY_NAME)
                        .toList();
    }

    /// The same for all days.
    public List<LibraryTopic> newestTopics(Transaction transaction, String language) {
        return newestTopics(transaction, language, LAST);
    }

    /// The topic with that id, or else that name, or else that name in its digests, ignoring case.
    public Optional<LibraryTopic> topic(Transaction transaction, String idOrName) {
        return topics.topic(transaction, idOrName).or(() -> findTopic(topics(transaction), idOrName));
    }

    Optional<LibraryTopic> topicWithDrafts(Transaction transaction, String idOrName) {
        return findTopic(topics.withDrafts(transaction), idOrName);
    }

    /// Tells of many texts whether [#topic] finds a topic, which is faster than to look for each.
    public Predicate<String> isTopic(Transaction transaction) {
        Set<String> names = topics(transaction).stream()
                .flatMap(known -> NAMES.stream().map(name -> folded(name.apply(known))))
                .collect(Collectors.toSet());
        return typed -> names.contains(folded(typed));
    }

    private static Optional<LibraryTopic> findTopic(List<LibraryTopic> all, String idOrName) {
        String wanted = folded(idOrName);
        return NAMES.stream()
                .flatMap(name ->
                        all.stream().filter(known -> folded(name.apply(known)).equals(wanted)))
                .findFirst();
    }

    /// Sets the configured topic names by the topic's id in lower case; all other topics get the
    /// names from their digests. Writes only if something changed.
    public void applyConfiguredNames(Database database, Map<String, String> names) {
        if (!database.read(topics::configuredNames).equals(names)) {
            database.writeWithoutResult(transaction -> topics.configure(transaction, names));
        }
    }

    public String topicName(Transaction transaction, String id) {
        return topic(transaction, id).map(known -> known.topic().name()).orElse(id);
    }

    /// The name of the perspective in the topic's newest digest, or the id if that digest does not
    /// have the perspective. The language is the reader's, an IETF tag.
    public String perspectiveName(Transaction transaction, String topic, String perspective, String language) {
        return newest(transaction, topic, language)
                .flatMap(stored -> stored.digest().ordinal(perspective).stream()
                        .mapToObj(stored.digest().perspectives()::get)
                        .findFirst())
                .map(Perspective::name)
                .orElse(perspective);
    }

    public Optional<LibraryTopic> topic(Transaction transaction, long number) {
        return topics.topic(transaction, number);
    }

    /// The stories of this revision that digests of its topic, language and edition had in the week
    /// before it.
    public Continuations continuations(Transaction transaction, long number, int revision) {
        Digest digest = all.content(transaction, number, revision);
        DigestKey key = digest.key();
        LocalDate first = key.day().minusDays(DAYS_OF_STORIES);
        List<Earlier> week = listed(transaction, key.topic(), first, key.day().minusDays(1)).stream()
                .filter(each -> each.key().language().equals(key.language())
                        && each.key().edition().equals(key.edition()))
                .map(each -> new Earlier(each.number(), each.revision(), each.key()))
                .toList();
        return continuations.get(
                List.of(number, revision, week),
                () -> Continuations.of(digest, week, each -> all.content(transaction, each.number(), each.revision())));
    }

    /// The newest day first.
    public SearchResult search(Transaction transaction, SearchQuery query, String language, int limit, int offset) {
        return fullTextIndex.find(transaction, query, DigestKey.primary(language), limit, offset);
    }

    /// Indexes all digests anew, in small batches so that others can write in between. Returns their
    /// number.
    public int rebuildSearchIndex(Database database) {
        int indexed = 0;
        List<Long> next = List.of(0L);
        while (true) {
            long last = next.getLast();
            next = database.write(tx -> {
                List<Long> numbers = fullTextIndex.digestsAfter(tx, last, INDEX_BATCH_SIZE);
                numbers.forEach(
                        number -> all.shown(tx, number).ifPresent(digest -> fullTextIndex.put(tx, number, digest)));
                return numbers;
            });
            if (next.isEmpty()) {
                return indexed;
            }
            indexed += next.size();
        }
    }

    /// A search without words shows the first highlight, so that no perspective is preferred.
    public Snippet snippet(StoredDigest found, SearchQuery query) {
        List<Block> highlights = found.digest().highlights();
        if (query.words().isBlank() && query.perspective().isEmpty() && !highlights.isEmpty()) {
            return HitHighlighter.of("")
                    .in(PlainText.of(highlights)
                            .lines()
                            .limit(1)
                            .map(line -> new SearchableText.SearchableLine(line, new DigestView.Overview()))
                            .toList());
        }
        return HitHighlighter.of(query.words()).in(SearchableText.lines(found.digest(), query.perspective()));
    }

    private static String folded(String name) {
        String normal = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
        return normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
