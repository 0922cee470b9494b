package digestbot.library.search;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.library.search.SearchResult.SearchHit;
import digestbot.markdown.PlainText;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// The word indexes, of whole digests and of each perspective; the only place that knows FTS5.
public final class FullTextIndexStore {

    /// A number greater than the number of perspectives that a digest may have.
    private static final int SCOPES = 100;

    /// A hit and the total number of hits.
    private record Row(SearchHit hit, int total) {}

    /// Replaces the words of a digest.
    public void put(Transaction transaction, long number, Digest digest) {
        transaction
                .handle()
                .createUpdate(
                        "INSERT OR REPLACE INTO digest_words (rowid, title, body) VALUES (:digest, :title, :body)")
                .bind("digest", number)
                .bind("title", SearchTokenizer.spaced(digest.title()))
                .bind("body", SearchTokenizer.spaced(SearchableText.of(digest)))
                .execute();
        putPerspectives(transaction, number, digest);
    }

    /// Replaces only the words of a digest's perspectives.
    public void putPerspectives(Transaction transaction, long number, Digest digest) {
        long first = number * SCOPES;
        transaction
                .handle()
                .execute("DELETE FROM perspective_words WHERE rowid >= ? AND rowid < ?", first, first + SCOPES);
        for (int place = 0; place < Math.min(SCOPES, digest.perspectives().size()); place++) {
            transaction
                    .handle()
                    .execute(
                            "INSERT INTO perspective_words (rowid, perspective, body) VALUES (?, ?, ?)",
                            first + place,
                            perspective(digest.perspectives().get(place).id()),
                            SearchTokenizer.spaced(PlainText.of(digest.perspective(place))));
        }
        transaction.handle().execute("DELETE FROM unindexed WHERE digest = ?", number);
    }

    /// Digests whose perspectives are not in the index yet.
    public List<Long> unindexed(Transaction transaction, int limit) {
        return transaction
                .handle()
                .createQuery("SELECT digest FROM unindexed ORDER BY digest DESC LIMIT ?")
                .bind(0, limit)
                .mapTo(Long.class)
                .list();
    }

    /// Skips a digest that can no longer be read.
    public void skip(Transaction transaction, long digest) {
        transaction.handle().execute("DELETE FROM unindexed WHERE digest = ?", digest);
    }

    /// The matching digests that are not drafts, the latest day first.
    public SearchResult find(Transaction transaction, SearchQuery query, int limit, int offset) {
        Optional<String> words = SearchTokenizer.query(query.words());
        if (words.isEmpty() && !query.words().isBlank()) {
            return new SearchResult(List.of(), 0);
        }
        String numbers = query.perspective().isPresent()
                ? "IN (SELECT rowid / " + SCOPES + " FROM perspective_words WHERE perspective_words MATCH :words)"
                : words.isPresent() ? "IN (SELECT rowid FROM digest_words WHERE digest_words MATCH :words)" : "> 0";
        String match = query.perspective()
                .map(perspective -> "perspective : " + perspective(perspective)
                        + words.map(each -> " AND body : (" + each + ")").orElse(""))
                .or(() -> words)
                .orElse("");
        List<Row> rows = transaction
                .handle()
                .createQuery("SELECT found.number, topic, day, title, total FROM"
                        + " (SELECT number, count(*) OVER () AS total FROM digest WHERE number " + numbers
                        + " AND state <> 'draft' AND (:topic IS NULL OR topic = :topic)"
                        + " AND day BETWEEN :from AND :to"
                        + " ORDER BY day DESC, number DESC LIMIT :limit OFFSET :offset) found"
                        + " JOIN digest ON digest.number = found.number"
                        + " ORDER BY day DESC, found.number DESC")
                .bind("words", match)
                .bind("topic", query.topic().orElse(null))
                .bind("from", query.from().map(LocalDate::toString).orElse("0000"))
                .bind("to", query.to().map(LocalDate::toString).orElse("9999-99"))
                .bind("limit", limit)
                .bind("offset", offset)
                .map(FullTextIndexStore::toRow)
                .list();
        return new SearchResult(
                rows.stream().map(Row::hit).toList(),
                rows.stream().mapToInt(Row::total).findFirst().orElse(0));
    }

    /// A perspective's id as one word, whatever it contains.
    private static String perspective(String id) {
        return "s" + HexFormat.of().formatHex(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private static Row toRow(ResultSet row, StatementContext context) throws SQLException {
        var hit = new SearchHit(
                row.getLong("number"),
                row.getString("topic"),
                LocalDate.parse(row.getString("day")),
                row.getString("title"));
        return new Row(hit, row.getInt("total"));
    }
}
