package digestbot.library.archive;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;

/// Lists digests that are published or archived, without reading their text.
final class DigestSummaryStore {

    private static final String ALL = """
            SELECT listed.number, topic, day, language, edition, title, revision.number AS revision, published_at,
                   corrected_at
            FROM (SELECT * FROM digest WHERE state <> 'draft'""";

    private static final String FIRST = """
            ORDER BY day DESC, number DESC LIMIT :limit) listed
            JOIN revision ON revision.digest = listed.number AND revision.number = listed.revision
            ORDER BY day DESC, listed.number DESC""";

    /// The matching digests, the latest day first, and the last one received first on a day.
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
