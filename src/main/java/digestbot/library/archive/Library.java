package digestbot.library.archive;

import digestbot.database.Database;
import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.digest.ParseResult;
import digestbot.digest.Perspective;
import digestbot.digest.parser.DigestParser;
import digestbot.digest.parser.DigestRules;
import digestbot.library.archive.ListedDigestStore.ListedCorrection;
import digestbot.library.archive.ListedDigestStore.ListedDigest;
import digestbot.library.search.FullTextIndexStore;
import digestbot.library.search.HitHighlighter;
import digestbot.library.search.HitHighlighter.Snippet;
import digestbot.library.search.SearchQuery;
import digestbot.library.search.SearchResult;
import digestbot.library.search.SearchScope;
import digestbot.library.search.SearchableText;
import digestbot.markdown.Block;
import digestbot.markdown.PlainText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.statement.StatementContext;

/// The published digests. This class alone decides what readers can see.
///
/// Drafts, held and withdrawn digests are excluded, and so is everything that occurs only in them:
/// topics, days, perspectives and titles. The shown revision is the newest one that was not a
/// draft. [#all] is for operators. Thread-safe; recently read digests are cached.
public final class Library {

    private static final Comparator<LibraryTopic> BY_NAME = Comparator.<LibraryTopic, String>comparing(
                    known -> known.topic().name(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(known -> known.topic().id());

    private final AllDigests all;
    private final RevisionStore revisions = new RevisionStore();
    private final TopicStore topics = new TopicStore();
    private final FullTextIndexStore fullTextIndex = new FullTextIndexStore();
    private final FileStore files = new FileStore();
    private final TopicLanguageStore languages = new TopicLanguageStore();
    private final HeldDigestStore heldDigests = new HeldDigestStore();
    private final DigestStore digests = new DigestStore();
    private final ListedDigestStore listedDigests = new ListedDigestStore();
    private final DigestSummaryStore summaries = new DigestSummaryStore();

    /// A library of digests of any permitted size: those that were received before the limit for
    /// new files was lowered stay readable.
    public Library() {
        this(DigestRules.NONE);
    }

    public Library(DigestRules rules) {
        this(new DigestParser(DigestParser.MAX_BYTES, rules)::parse);
    }

    /// The parser must be deterministic.
    public Library(Function<byte[], ParseResult> parser) {
        this.all = new AllDigests(parser);
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

    public boolean wasWithdrawn(Transaction transaction, long number) {
        return digests.isWithdrawn(transaction, number);
    }

    /// The topic's digest of the latest day; if there are several, chosen as in [#on].
    public Optional<StoredDigest> newest(Transaction transaction, String topic, String language) {
        return revisions.days(transaction, topic, 1).stream()
                .findFirst()
                .flatMap(day -> on(transaction, topic, day, language));
    }

    /// The topic's digest of that day. If there are several: one in the given language, an IETF
    /// tag, or else one in the topic's main language, or else the last one received.
    public Optional<StoredDigest> on(Transaction transaction, String topic, LocalDate day, String language) {
        return revisions
                .on(transaction, topic, day, language)
                .map(revision -> all.toStoredDigest(transaction, revision));
    }

    /// The newest first.
    public List<LocalDate> days(Transaction transaction, String topic, int limit) {
        return revisions.days(transaction, topic, limit);
    }

    /// The newest day first.
    public List<ListedDigest> listed(Transaction transaction, String topic, LocalDate first, LocalDate last) {
        return listedDigests.between(transaction, topic, first, last);
    }

    /// The digests of at most `days` days, the newest day first.
    public List<ListedDigest> listed(Transaction transaction, String topic, int days) {
        return listedDigests.newest(transaction, topic, days);
    }

    /// The newest first.
    public List<YearMonth> months(Transaction transaction, String topic) {
        return listedDigests.months(transaction, topic);
    }

    /// The keys of the day's digests that were published and have been withdrawn, which is all that
    /// readers may know of them.
    public List<DigestKey> withdrawn(Transaction transaction, String topic, LocalDate day) {
        return listedDigests.withdrawn(transaction, topic, day);
    }

    /// The same of all topics, also of those of which readers see nothing more.
    public List<DigestKey> withdrawn(Transaction transaction, LocalDate day) {
        return listedDigests.withdrawn(transaction, day);
    }

    /// The corrections that readers were told of, the newest first.
    public List<ListedCorrection> corrections(Transaction transaction, StoredDigest shown) {
        return listedDigests.corrections(transaction, shown.number(), shown.revision());
    }

    /// A number for each topic's id, which grows whenever readers may see something else of the
    /// topic. It costs the same whatever the number of digests. A topic that never had a digest is
    /// missing.
    public Map<String, Long> versions(Transaction transaction) {
        return listedDigests.versions(transaction);
    }

    /// The latest day first, and the last one received first on a day.
    public List<DigestSummary> summaries(Transaction transaction, DigestListQuery query, int limit) {
        return summaries.list(transaction, query, limit);
    }

    public List<LocalDate> adjacentDays(Transaction transaction, String topic, LocalDate day) {
        return revisions.adjacentDays(transaction, topic, day);
    }

    public List<LibraryTopic> topics(Transaction transaction) {
        return topics.all(transaction).stream().sorted(BY_NAME).toList();
    }

    /// The topic with that id, or else that name, or else that name in its digests, ignoring case.
    public Optional<LibraryTopic> topic(Transaction transaction, String idOrName) {
        return findTopic(topics(transaction), idOrName);
    }

    Optional<LibraryTopic> topicWithDrafts(Transaction transaction, String idOrName) {
        return findTopic(topics.withDrafts(transaction), idOrName);
    }

    private static Optional<LibraryTopic> findTopic(List<LibraryTopic> all, String idOrName) {
        String wanted = folded(idOrName);
        return first(all, known -> folded(known.topic().id()).equals(wanted))
                .or(() -> first(all, known -> folded(known.topic().name()).equals(wanted)))
                .or(() -> first(all, known -> folded(known.ownName()).equals(wanted)));
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
                .flatMap(stored -> stored.digest().perspectives().stream()
                        .filter(each -> each.id().equalsIgnoreCase(perspective))
                        .findFirst())
                .map(Perspective::name)
                .orElse(perspective);
    }

    public Optional<LibraryTopic> topic(Transaction transaction, long number) {
        return topics.topic(transaction, number);
    }

    /// The last digest before that one, of the same topic, language and edition, at most `days`
    /// days before it.
    public Optional<StoredDigest> previous(Transaction transaction, DigestKey key, int days) {
        return revisions.previous(transaction, key, days).map(revision -> all.toStoredDigest(transaction, revision));
    }

    /// The newest day first.
    public SearchResult search(Transaction transaction, SearchQuery query, String language, int limit, int offset) {
        return fullTextIndex.find(transaction, query, TopicLanguages.primary(language), limit, offset);
    }

    /// A search without words shows the first highlight, so that no perspective is preferred.
    public Snippet snippet(StoredDigest found, SearchQuery query) {
        List<Block> highlights = found.digest().highlights();
        if (query.words().isBlank() && query.perspective().isEmpty() && !highlights.isEmpty()) {
            return HitHighlighter.of("")
                    .in(PlainText.of(highlights)
                            .lines()
                            .limit(1)
                            .map(line -> new SearchableText.SearchableLine(line, new SearchScope.WholeScope()))
                            .toList());
        }
        return HitHighlighter.of(query.words()).in(SearchableText.lines(found.digest(), query.perspective()));
    }

    public TopicLanguages languages(Transaction transaction, String topic, LocalDate day) {
        return languages.on(transaction, topic, day);
    }

    /// The digests of the same topic, day and edition in other languages.
    public List<TopicLanguageStore.LanguageVersion> otherLanguages(Transaction transaction, long digest) {
        return languages.otherLanguages(transaction, digest);
    }

    boolean hasHeld(Transaction transaction, String topic, LocalDate day) {
        return heldDigests.any(transaction, topic, day);
    }

    public int countInvalidFiles(Transaction transaction) {
        return files.countInvalidFiles(transaction);
    }

    private static Optional<LibraryTopic> first(List<LibraryTopic> topics, Predicate<LibraryTopic> wanted) {
        return topics.stream().filter(wanted).findFirst();
    }

    private static String folded(String name) {
        String normal = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
        return normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static final class DigestSummaryStore {

        private static final String ALL = """
                SELECT listed.number, topic, day, language, edition, title, revision.number AS revision, published_at,
                       corrected_at
                FROM (SELECT * FROM digest WHERE state <> 'draft'""";

        private static final String FIRST = """
                ORDER BY day DESC, number DESC LIMIT :limit) listed
                JOIN revision ON revision.digest = listed.number AND revision.number = listed.revision
                ORDER BY day DESC, listed.number DESC""";

        List<DigestSummary> list(Transaction transaction, DigestListQuery query, int limit) {
            Map<String, Object> values = new HashMap<>(Map.of("limit", limit));
            var conditions = new StringBuilder();
            query.topic().ifPresent(topic -> {
                conditions.append(" AND topic = :topic");
                values.put("topic", topic);
            });
            query.from().ifPresent(day -> {
                conditions.append(" AND day >= :from");
                values.put("from", day.toString());
            });
            query.to().ifPresent(day -> {
                conditions.append(" AND day <= :to");
                values.put("to", day.toString());
            });
            query.language().ifPresent(tag -> {
                conditions.append(" AND (lower(language) = :language OR lower(language) LIKE :language || '-%')");
                values.put("language", tag.toLowerCase(Locale.ROOT));
            });
            query.after().ifPresent(place -> {
                conditions.append(" AND (day, number) < (:day, :number)");
                values.put("day", place.day().toString());
                values.put("number", place.number());
            });
            return transaction
                    .handle()
                    .createQuery(ALL + conditions + " " + FIRST)
                    .bindMap(values)
                    .map(DigestSummaryStore::toSummary)
                    .list();
        }

        private static DigestSummary toSummary(ResultSet row, StatementContext context) throws SQLException {
            return new DigestSummary(
                    row.getLong("number"),
                    row.getInt("revision"),
                    key(row),
                    row.getString("title"),
                    NullableColumns.instant(row, "published_at").orElse(Instant.EPOCH),
                    NullableColumns.instant(row, "corrected_at"));
        }

        private static DigestKey key(ResultSet row) throws SQLException {
            return new DigestKey(
                    row.getString("topic"),
                    LocalDate.parse(row.getString("day")),
                    row.getString("language"),
                    row.getString("edition"));
        }
    }
}
