package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/// The published digests without their texts, which [Library] adds.
///
/// Every statement leaves out drafts, and so also held and withdrawn digests; of the latter,
/// readers may know the keys alone.
public class PublishedDigestStore {

    /// A published digest without its text.
    ///
    /// @param revision the one that readers see
    /// @param publishedAt the time when it was published or archived
    public record ListedDigest(long number, int revision, DigestKey key, String title, Instant publishedAt) {}

    /// A published digest and its last correction.
    ///
    /// @param correctedAt the time of its last correction that readers know of
    public record DigestSummary(ListedDigest listed, Optional<Instant> correctedAt) {}

    /// `revision` is the one that made the correction.
    public record ListedCorrection(int revision, Instant at, RevisionChanges changes) {}

    /// A digest in another language, which is an IETF tag.
    public record LanguageVersion(long number, int revision, String language) {}

    public record WithdrawnDigest(DigestKey key, Instant at) {}

    private static final String EACH =
            "SELECT number, revision, topic, day, language, edition, title, published_at FROM digest";
    private static final String LATEST_FIRST = " ORDER BY day DESC, language, edition, number";
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /// The newest day first.
    public List<ListedDigest> listed(Transaction transaction, String topic, LocalDate first, LocalDate last) {
        return transaction
                .select(
                        EACH + " WHERE topic = ? AND day BETWEEN ? AND ? AND state <> 'draft'" + LATEST_FIRST,
                        topic,
                        first,
                        last.toString())
                .map(PublishedDigestStore::toDigest)
                .list();
    }

    public List<ListedDigest> listed(Transaction transaction, String topic, int days) {
        return listed(transaction, topic, LAST, days);
    }

    /// The digests of at most `days` days until that one, the newest day first.
    public List<ListedDigest> listed(Transaction transaction, String topic, LocalDate until, int days) {
        return transaction
                .select(
                        EACH + " WHERE topic = ? AND state <> 'draft' AND day IN (SELECT DISTINCT day FROM digest"
                                + " WHERE topic = ? AND state <> 'draft' AND day <= ? ORDER BY day DESC LIMIT ?)"
                                + LATEST_FIRST,
                        topic,
                        topic,
                        until,
                        days)
                .map(PublishedDigestStore::toDigest)
                .list();
    }

    /// The latest day first, and the last one received first on a day.
    public List<DigestSummary> summaries(Transaction transaction, DigestListQuery query, int limit) {
        List<Object> values = new ArrayList<>();
        var conditions = new StringBuilder();
        query.topic().ifPresent(topic -> {
            conditions.append(" AND topic = ?");
            values.add(topic);
        });
        query.from().ifPresent(day -> {
            conditions.append(" AND day >= ?");
            values.add(day);
        });
        query.to().ifPresent(day -> {
            conditions.append(" AND day <= ?");
            values.add(day);
        });
        query.language().map(tag -> tag.toLowerCase(Locale.ROOT)).ifPresent(tag -> {
            conditions.append(" AND (lower(language) = ? OR lower(language) LIKE ? || '-%')");
            values.addAll(List.of(tag, tag));
        });
        query.after().ifPresent(place -> {
            conditions.append(" AND (day, number) < (?, ?)");
            values.addAll(List.of(place.day(), place.number()));
        });
        values.add(limit);
        return transaction
                .select("""
                        SELECT listed.number, topic, day, language, edition, title, revision.number AS revision,
                               published_at, corrected_at
                        FROM (SELECT * FROM digest WHERE state <> 'draft'""" + conditions + """
                         ORDER BY day DESC, number DESC LIMIT ?) listed
                        JOIN revision ON revision.digest = listed.number AND revision.number = listed.revision
                        ORDER BY day DESC, listed.number DESC""", values.toArray())
                .map((row, context) ->
                        new DigestSummary(toDigest(row, context), NullableColumns.instant(row, "corrected_at")))
                .list();
    }

    /// The newest first.
    public List<LocalDate> days(Transaction transaction, String topic, int limit) {
        return transaction
                .select("""
                        SELECT DISTINCT day FROM digest WHERE topic = ? AND state <> 'draft'
                        ORDER BY day DESC LIMIT ?""", topic, limit)
                .map((row, _) -> LocalDate.parse(row.getString("day")))
                .list();
    }

    /// The nearest days with digests before and after that day.
    public List<LocalDate> adjacentDays(Transaction transaction, String topic, LocalDate day) {
        return transaction
                .select("""
                        SELECT max(day) AS near FROM digest WHERE topic = ? AND state <> 'draft' AND day < ?
                        UNION SELECT min(day) FROM digest WHERE topic = ? AND state <> 'draft' AND day > ?""", topic, day, topic, day)
                .map((row, _) -> Optional.ofNullable(row.getString("near")))
                .stream()
                .flatMap(Optional::stream)
                .map(LocalDate::parse)
                .toList();
    }

    /// The last day before that one with a digest in the language, an IETF tag, or in any if it is empty.
    public Optional<LocalDate> dayBefore(Transaction transaction, String topic, String language, LocalDate day) {
        return transaction
                .select("""
                        SELECT day FROM digest WHERE topic = ? AND state <> 'draft' AND day < ? AND ? IN ('', language)
                        ORDER BY day DESC LIMIT 1""", topic, day, language)
                .map((row, _) -> LocalDate.parse(row.getString("day")))
                .findFirst();
    }

    public TopicDays allDays(Transaction transaction, String topic) {
        return topicDays(transaction, topic, FIRST, LAST);
    }

    /// The digests of the topic on that day, and of the days before it that decide on its main
    /// language.
    public TopicDays daysUntil(Transaction transaction, String topic, LocalDate day) {
        return topicDays(transaction, topic, day.minusDays(TopicLanguages.LOOKBACK_DAYS), day);
    }

    /// The digests of the topic in that time, of the nearest days before and after it, and of the
    /// days before all of these that decide on the main language.
    public TopicDays daysAround(Transaction transaction, String topic, LocalDate first, LocalDate last) {
        var near = new TreeSet<>(List.of(first));
        near.add(last);
        near.addAll(adjacentDays(transaction, topic, first));
        if (!last.equals(first)) {
            near.addAll(adjacentDays(transaction, topic, last));
        }
        return topicDays(transaction, topic, near.first().minusDays(TopicLanguages.LOOKBACK_DAYS), near.last());
    }

    private TopicDays topicDays(Transaction transaction, String topic, LocalDate from, LocalDate to) {
        List<ListedDigest> listed = listed(transaction, topic, from, to);
        boolean isOneLanguage =
                listed.stream().map(each -> each.key().language()).distinct().count() < 2;
        return new TopicDays(listed, isOneLanguage ? Map.of() : firstByLanguage(transaction, topic));
    }

    /// The languages of the topic on that day.
    public TopicLanguages languages(Transaction transaction, String topic, LocalDate day) {
        return daysUntil(transaction, topic, day).languages(day);
    }

    /// The languages that the topic has ever had, as IETF tags.
    public Set<String> languagesEver(Transaction transaction, String topic) {
        return firstByLanguage(transaction, topic).keySet();
    }

    /// The languages in which digests of any topic were ever published.
    public Set<String> languagesEver(Transaction transaction) {
        return transaction
                .select("SELECT DISTINCT language FROM digest WHERE state <> 'draft'")
                .mapTo(String.class)
                .set();
    }

    /// The number of the first digest in each language.
    private static Map<String, Long> firstByLanguage(Transaction transaction, String topic) {
        return transaction
                .select("""
                        SELECT language, min(number) AS first FROM digest
                        WHERE topic = ? AND state <> 'draft' GROUP BY language""", topic)
                .map((row, _) -> Map.entry(row.getString("language"), row.getLong("first")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// The digests of the same topic, day and edition in other languages.
    public List<LanguageVersion> otherLanguages(Transaction transaction, long digest) {
        return transaction
                .select("""
                        SELECT o.number, o.revision, o.language
                        FROM digest g JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                        WHERE g.number = ? AND o.number <> g.number AND o.state <> 'draft' ORDER BY o.language""", digest)
                .map((row, _) ->
                        new LanguageVersion(row.getLong("number"), row.getInt("revision"), row.getString("language")))
                .list();
    }

    /// The corrections that readers were told of, the newest first. A revision that readers cannot
    /// tell from the one before keeps its correction, which counts once.
    public List<ListedCorrection> corrections(Transaction transaction, StoredDigest shown) {
        return transaction
                .select("""
                        SELECT min(number) AS first, coalesce(corrected_at, min(received_at)) AS corrected, changed
                        FROM revision WHERE digest = ? AND number <= ? AND changed IS NOT NULL
                        GROUP BY corrected_at, changed ORDER BY first DESC""", shown.number(), shown.revision())
                .map((row, _) -> new ListedCorrection(
                        row.getInt("first"),
                        Instant.ofEpochMilli(row.getLong("corrected")),
                        RevisionChanges.decode(row.getString("changed"))))
                .list();
    }

    /// A number for each topic's id, which grows whenever readers may see something else of the
    /// topic. It costs the same whatever the number of digests. A topic that never had a digest is
    /// missing.
    public Map<String, Long> versions(Transaction transaction) {
        return transaction
                .select("SELECT topic, version FROM library_version")
                .map((row, _) -> Map.entry(row.getString("topic"), row.getLong("version")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    public boolean wasWithdrawn(Transaction transaction, long number) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM digest WHERE number = ? AND withdrawn_at IS NOT NULL)", number);
    }

    /// The keys of the day's digests that were published and have been withdrawn, which is all that
    /// readers may know of them.
    public List<DigestKey> withdrawn(Transaction transaction, String topic, LocalDate day) {
        return withdrawn(transaction, day).stream()
                .filter(key -> key.topic().equalsIgnoreCase(topic))
                .toList();
    }

    /// The same for all topics, including those without anything left for readers.
    public List<DigestKey> withdrawn(Transaction transaction, LocalDate day) {
        return withdrawn(transaction, "day = ?", day.toString()).stream()
                .map(WithdrawnDigest::key)
                .toList();
    }

    /// The topic's digests that were withdrawn last, the latest first.
    public List<WithdrawnDigest> lastWithdrawn(Transaction transaction, String topic, int limit) {
        return withdrawn(transaction, "topic = ?", topic).stream().limit(limit).toList();
    }

    private static List<WithdrawnDigest> withdrawn(Transaction transaction, String condition, String value) {
        return transaction
                .select(
                        "SELECT topic, day, language, edition, withdrawn_at FROM digest WHERE " + condition
                                + " AND withdrawn_at IS NOT NULL ORDER BY withdrawn_at DESC, number DESC",
                        value)
                .map((row, _) -> new WithdrawnDigest(key(row), Instant.ofEpochMilli(row.getLong("withdrawn_at"))))
                .list();
    }

    /// The last days with a published digest of the topic, including digests withdrawn since, each
    /// with the time when its first digest was published or, if it was withdrawn, received. Drafts
    /// and archived digests do not count.
    NavigableMap<LocalDate, Instant> firstPublications(Transaction transaction, String topic, int days) {
        var first = new TreeMap<LocalDate, Instant>();
        transaction
                .select("""
                        SELECT day, min(coalesce(published_at, received_at)) AS at FROM digest WHERE topic = ?
                        AND (state = 'published' AND published_at IS NOT NULL OR withdrawn_state = 'published')
                        GROUP BY day ORDER BY day DESC LIMIT ?""", topic, days)
                .map((row, _) ->
                        Map.entry(LocalDate.parse(row.getString("day")), Instant.ofEpochMilli(row.getLong("at"))))
                .forEach(each -> first.put(each.getKey(), each.getValue()));
        return first;
    }

    private static ListedDigest toDigest(ResultSet row, StatementContext context) throws SQLException {
        return new ListedDigest(
                row.getLong("number"),
                row.getInt("revision"),
                key(row),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("published_at")));
    }

    private static DigestKey key(ResultSet row) throws SQLException {
        return new DigestKey(
                row.getString("topic"),
                LocalDate.parse(row.getString("day")),
                row.getString("language"),
                row.getString("edition"));
    }
}
