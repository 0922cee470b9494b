package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import digestbot.digest.RevisionChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;

public final class ListedDigestStore {

    /// `revision` is the one that readers see.
    public record ListedDigest(long number, int revision, DigestKey key, String title, Instant publishedAt) {}

    /// `revision` is the one that made the correction.
    public record ListedCorrection(int revision, Instant at, RevisionChanges changes) {}

    private static final String EACH =
            "SELECT number, revision, topic, day, language, edition, title, published_at FROM digest";

    List<ListedDigest> between(Transaction transaction, String topic, LocalDate first, LocalDate last) {
        return transaction
                .select(
                        EACH + " WHERE topic = ? AND day BETWEEN ? AND ? AND state <> 'draft'"
                                + " ORDER BY day DESC, language, edition, number",
                        topic,
                        first.toString(),
                        last.toString())
                .map(ListedDigestStore::toDigest)
                .list();
    }

    List<ListedDigest> newest(Transaction transaction, String topic, int days) {
        return transaction
                .select(
                        EACH + " WHERE topic = ? AND state <> 'draft' AND day IN (SELECT DISTINCT day FROM digest"
                                + " WHERE topic = ? AND state <> 'draft' ORDER BY day DESC LIMIT ?)"
                                + " ORDER BY day DESC, language, edition, number",
                        topic,
                        topic,
                        days)
                .map(ListedDigestStore::toDigest)
                .list();
    }

    List<YearMonth> months(Transaction transaction, String topic) {
        return transaction
                .select(
                        "SELECT DISTINCT substr(day, 1, 7) AS month FROM digest WHERE topic = ? AND state <> 'draft'"
                                + " ORDER BY month DESC",
                        topic)
                .map((row, _) -> YearMonth.parse(row.getString("month")))
                .list();
    }

    List<DigestKey> withdrawn(Transaction transaction, String topic, LocalDate day) {
        return transaction
                .select(
                        "SELECT language, edition FROM digest WHERE topic = ? AND day = ? AND withdrawn_at IS NOT NULL",
                        topic,
                        day.toString())
                .map((row, _) -> new DigestKey(topic, day, row.getString("language"), row.getString("edition")))
                .list();
    }

    List<DigestKey> withdrawn(Transaction transaction, LocalDate day) {
        return transaction
                .select(
                        "SELECT topic, language, edition FROM digest WHERE day = ? AND withdrawn_at IS NOT NULL",
                        day.toString())
                .map((row, _) ->
                        new DigestKey(row.getString("topic"), day, row.getString("language"), row.getString("edition")))
                .list();
    }

    /// The newest first. A revision that readers cannot tell from the one before keeps its
    /// correction, which counts once. `shown` is the revision that readers see.
    List<ListedCorrection> corrections(Transaction transaction, long digest, int shown) {
        return transaction
                .select(
                        "SELECT min(number) AS first, coalesce(corrected_at, min(received_at)) AS corrected, changed"
                                + " FROM revision WHERE digest = ? AND number <= ? AND changed IS NOT NULL"
                                + " GROUP BY corrected_at, changed ORDER BY first DESC",
                        digest,
                        shown)
                .map((row, _) -> new ListedCorrection(
                        row.getInt("first"),
                        Instant.ofEpochMilli(row.getLong("corrected")),
                        RevisionChanges.decode(row.getString("changed"))))
                .list();
    }

    Map<String, Long> versions(Transaction transaction) {
        return transaction
                .select("SELECT topic, version FROM library_version")
                .map((row, _) -> Map.entry(row.getString("topic"), row.getLong("version")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static ListedDigest toDigest(ResultSet row, StatementContext context) throws SQLException {
        return new ListedDigest(
                row.getLong("number"),
                row.getInt("revision"),
                new DigestKey(
                        row.getString("topic"),
                        LocalDate.parse(row.getString("day")),
                        row.getString("language"),
                        row.getString("edition")),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("published_at")));
    }
}
