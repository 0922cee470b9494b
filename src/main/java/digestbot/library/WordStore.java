package digestbot.library;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/// The word index; the only place that knows FTS5.
final class WordStore {

    private static final int TITLE_WEIGHT = 5;

    /// Replaces the digest's words.
    void put(Transaction transaction, long digest, String title, String body) {
        transaction
                .handle()
                .createUpdate(
                        "INSERT OR REPLACE INTO digest_words (rowid, title, body) VALUES (:digest, :title, :body)")
                .bind("digest", digest)
                .bind("title", Words.spaced(title))
                .bind("body", Words.spaced(body))
                .execute();
    }

    /// The digests that are no drafts and match, the best first.
    List<SearchHit> find(Transaction transaction, SearchQuery query) {
        if (query.words().isBlank()) {
            return all(transaction, query);
        }
        Optional<String> words = Words.query(query.words());
        return words.isEmpty() ? List.of() : matching(transaction, query, words.get());
    }

    private static List<SearchHit> matching(Transaction transaction, SearchQuery query, String words) {
        Query select =
                transaction.handle().createQuery("""
                        SELECT digest.number, digest.topic, digest.day, digest.title
                        FROM digest_words JOIN digest ON digest.number = digest_words.rowid
                        WHERE digest_words MATCH :words AND digest.state <> 'draft'
                          AND (:topic IS NULL OR digest.topic = :topic)
                          AND digest.day BETWEEN :from AND :to
                        ORDER BY bm25(digest_words, :weight, 1), digest.day DESC, digest.number DESC
                        LIMIT :limit OFFSET :offset""").bind("words", words).bind("weight", TITLE_WEIGHT);
        return bound(select, query).map(WordStore::toHit).list();
    }

    private static List<SearchHit> all(Transaction transaction, SearchQuery query) {
        Query select = transaction.handle().createQuery("""
                SELECT number, topic, day, title FROM digest
                WHERE state <> 'draft' AND (:topic IS NULL OR topic = :topic) AND day BETWEEN :from AND :to
                ORDER BY day DESC, number DESC
                LIMIT :limit OFFSET :offset""");
        return bound(select, query).map(WordStore::toHit).list();
    }

    private static Query bound(Query select, SearchQuery query) {
        return select.bind("topic", query.topic().orElse(null))
                .bind("from", query.from().map(LocalDate::toString).orElse("0000"))
                .bind("to", query.to().map(LocalDate::toString).orElse("9999-99"))
                .bind("limit", query.limit())
                .bind("offset", query.offset());
    }

    private static SearchHit toHit(ResultSet row, StatementContext context) throws SQLException {
        return new SearchHit(
                row.getLong("number"),
                row.getString("topic"),
                LocalDate.parse(row.getString("day")),
                row.getString("title"));
    }
}
