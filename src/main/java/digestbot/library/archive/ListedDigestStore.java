package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.DigestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// Lists the visible digests without reading their files.
public final class ListedDigestStore {

    /// A visible digest.
    ///
    /// @param number its number in the library
    /// @param revision the revision that readers see
    public record ListedDigest(long number, int revision, DigestKey key, String title, Instant publishedAt) {}

    private static final String EACH =
            "SELECT number, revision, topic, day, language, edition, title, published_at FROM digest";

    /// The visible digests of the topic in that time, the newest day first.
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

    /// The visible digests of the newest days of the topic, the newest day first.
    ///
    /// @param days the maximum number of days
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

    /// Tells whether the day has a digest that was published and has been withdrawn.
    ///
    /// @param language an IETF tag; empty for any language
    boolean hasWithdrawn(
            Transaction transaction, String topic, LocalDate day, Optional<String> language, String edition) {
        return transaction
                .select(
                        "SELECT EXISTS (SELECT 1 FROM digest WHERE topic = ? AND day = ? AND edition = ?"
                                + " AND (? = '' OR lower(language) = ?) AND withdrawn_at IS NOT NULL)",
                        topic,
                        day.toString(),
                        edition,
                        language.orElse(""),
                        language.orElse(""))
                .mapTo(Boolean.class)
                .one();
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
