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

/// The full-text indexes, of whole digests and of each perspective.
public final class FullTextIndexStore {

    /// The largest number of perspectives of a digest that have an index of their own.
    static final int MAX_PERSPECTIVES = 100;

    private record Row(SearchHit hit, int total) {}

    /// Replaces the words of a digest.
    public void put(Transaction transaction, long number, Digest digest) {
        WordIndex.of(transaction).put(transaction, number, digest.title(), SearchableText.of(digest));
        putPerspectives(transaction, number, digest);
    }

    /// Replaces only the words of a digest's perspectives.
    public void putPerspectives(Transaction transaction, long number, Digest digest) {
        WordIndex index = WordIndex.of(transaction);
        index.deletePerspectives(transaction, number);
        for (int place = 0;
                place < Math.min(MAX_PERSPECTIVES, digest.perspectives().size());
                place++) {
            index.putPerspective(
                    transaction,
                    number,
                    place,
                    perspective(digest.perspectives().get(place).id()),
                    PlainText.of(digest.perspective(place)));
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

    /// The next digests by number.
    public List<Long> digestsAfter(Transaction transaction, long digest, int limit) {
        return transaction
                .select("SELECT number FROM digest WHERE number > ? ORDER BY number LIMIT ?", digest, limit)
                .mapTo(Long.class)
                .list();
    }

    public void skip(Transaction transaction, long digest) {
        transaction.handle().execute("DELETE FROM unindexed WHERE digest = ?", digest);
    }

    /// The matching digests that are not drafts, the latest day first.
    public SearchResult find(Transaction transaction, SearchQuery query, int limit, int offset) {
        WordIndex index = WordIndex.of(transaction);
        Optional<String> words = index.query(query.words());
        if (words.isEmpty() && !query.words().isBlank()) {
            return new SearchResult(List.of(), 0);
        }
        Optional<String> match = query.perspective()
                .map(id -> index.perspectiveQuery(perspective(id), words))
                .or(() -> words);
        index.prepareSearch(transaction);
        String numbers = match.isPresent() ? index.condition(query.perspective().isPresent()) : "> 0";
        List<Row> rows = transaction
                .handle()
                .createQuery("SELECT found.number, topic, day, title, total FROM"
                        + " (SELECT number, count(*) OVER () AS total FROM digest WHERE number " + numbers
                        + " AND state <> 'draft' AND (CAST(:topic AS TEXT) IS NULL OR topic = :topic)"
                        + " AND day BETWEEN :from AND :to"
                        + " ORDER BY day DESC, number DESC LIMIT :limit OFFSET :offset) found"
                        + " JOIN digest ON digest.number = found.number"
                        + " ORDER BY day DESC, found.number DESC")
                .bind("words", match.orElse(""))
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
