package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.Correction;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import digestbot.library.archive.FileContent.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

public final class RevisionStore {

    private static final String EACH = """
            SELECT digest.number, revision.number AS revision, revision.hash, digest.published_at,
                   revision.changed, revision.corrected_at, revision.colour_numbers
            FROM digest JOIN revision ON revision.digest = digest.number
            """;

    /// Sorts by the reader's language, then the topic's main language, then the latest arrival.
    private static final String BEST = """

            ORDER BY (lower(language) = :reader OR lower(language) LIKE :reader || '-%') DESC,
                (lower(language) = :main OR lower(language) LIKE :main || '-%') DESC, digest.number DESC LIMIT 1""";

    /// A revision without its content.
    public record Revision(
            long digest,
            int number,
            ContentHash hash,
            Optional<Instant> publishedAt,
            Optional<Correction> correction,
            List<Integer> colourNumbers) {}

    private final TopicLanguageStore languages = new TopicLanguageStore();

    Optional<Revision> shown(Transaction transaction, long digest) {
        return one(query(transaction, "WHERE digest.number = :digest AND revision.number = digest.revision")
                .bind("digest", digest));
    }

    Optional<Revision> revision(Transaction transaction, long digest, int revision) {
        return one(query(transaction, "WHERE digest.number = :digest AND revision.number = :revision")
                .bind("digest", digest)
                .bind("revision", revision));
    }

    /// The newest digest of the topic and day, preferably in that language, otherwise in the
    /// topic's main language.
    Optional<Revision> on(Transaction transaction, String topic, LocalDate day, String language) {
        String main =
                languages.on(transaction, topic, day).all().stream().findFirst().orElse("");
        return one(query(transaction, """
                        WHERE topic = :topic AND day = :day AND state <> 'draft'
                            AND revision.number = digest.revision""" + BEST)
                .bind("topic", topic)
                .bind("day", day.toString())
                .bind("reader", TopicLanguages.primary(language))
                .bind("main", main));
    }

    /// The digest of the latest day of the same topic, in any language.
    Optional<Revision> latestOfTopic(Transaction transaction, long digest) {
        return one(query(transaction, """
                        WHERE topic = (SELECT topic FROM digest WHERE number = :digest) AND state <> 'draft'
                            AND revision.number = digest.revision
                        ORDER BY day DESC, digest.number DESC LIMIT 1""").bind("digest", digest));
    }

    Optional<Revision> previous(Transaction transaction, DigestKey key, int days) {
        return one(query(transaction, """
                        WHERE topic = :topic AND language = :language AND edition = :edition AND state <> 'draft'
                            AND day < :day AND day >= :first AND revision.number = digest.revision
                        ORDER BY day DESC LIMIT 1""")
                .bind("topic", key.topic())
                .bind("language", key.language())
                .bind("edition", key.edition())
                .bind("day", key.day().toString())
                .bind("first", key.day().minusDays(days).toString()));
    }

    List<LocalDate> days(Transaction transaction, String topic, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT DISTINCT day FROM digest WHERE topic = :topic AND state <> 'draft'
                        ORDER BY day DESC LIMIT :limit""")
                .bind("topic", topic)
                .bind("limit", limit)
                .map((row, _) -> LocalDate.parse(row.getString("day")))
                .list();
    }

    List<LocalDate> adjacentDays(Transaction transaction, String topic, LocalDate day) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT max(day) AS near FROM digest WHERE topic = :topic AND state <> 'draft' AND day < :day
                        UNION SELECT min(day) FROM digest WHERE topic = :topic AND state <> 'draft' AND day > :day""")
                .bind("topic", topic)
                .bind("day", day.toString())
                .map((row, _) -> Optional.ofNullable(row.getString("near")))
                .stream()
                .flatMap(Optional::stream)
                .map(LocalDate::parse)
                .toList();
    }

    byte[] content(Transaction transaction, Revision revision) {
        return transaction
                .handle()
                .createQuery("SELECT content FROM revision WHERE digest = :digest AND number = :number")
                .bind("digest", revision.digest())
                .bind("number", revision.number())
                .map((row, _) -> row.getBytes("content"))
                .one();
    }

    private static Query query(Transaction transaction, String which) {
        return transaction.handle().createQuery(EACH + which);
    }

    private static Optional<Revision> one(Query query) {
        return query.map(RevisionStore::toRevision).findOne();
    }

    private static Revision toRevision(ResultSet row, StatementContext context) throws SQLException {
        Optional<Instant> correctedAt = NullableColumns.instant(row, "corrected_at");
        return new Revision(
                row.getLong("number"),
                row.getInt("revision"),
                ContentHash.stored(row.getBytes("hash")),
                NullableColumns.instant(row, "published_at"),
                Optional.ofNullable(row.getString("changed"))
                        .map(changed -> new Correction(correctedAt, RevisionChanges.decode(changed))),
                PerspectiveColourStore.numbers(row.getString("colour_numbers")));
    }
}
