package digestbot.library;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What was looked for, under numbers that fit into buttons. Who did is not there.
public final class SearchStore {

    /// Keeps the query, and gives the number that it has from now on.
    public long keep(Transaction transaction, SearchQuery query, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        INSERT INTO search (words, topic, side, from_day, to_day, used_at)
                        VALUES (:words, :topic, :side, :from, :to, :now)
                        ON CONFLICT (words, topic, side, from_day, to_day) DO UPDATE SET used_at = excluded.used_at
                        RETURNING number""")
                .bind("words", query.words())
                .bind("topic", query.topic().orElse(""))
                .bind("side", query.side().orElse(""))
                .bind("from", query.from().map(LocalDate::toString).orElse(""))
                .bind("to", query.to().map(LocalDate::toString).orElse(""))
                .bind("now", now.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    /// The query with that number, which is used now; empty if it is there no more.
    public Optional<SearchQuery> use(Transaction transaction, long number, Instant now) {
        return transaction
                .handle()
                .createQuery("UPDATE search SET used_at = ? WHERE number = ?"
                        + " RETURNING words, topic, side, from_day, to_day")
                .bind(0, now.toEpochMilli())
                .bind(1, number)
                .map((row, _) -> query(row))
                .findOne();
    }

    /// Forgets those that were used last before that time.
    ///
    /// @return how many
    public int prune(Transaction transaction, Instant before) {
        return transaction.handle().execute("DELETE FROM search WHERE used_at < ?", before.toEpochMilli());
    }

    private static SearchQuery query(ResultSet row) throws SQLException {
        return new SearchQuery(
                row.getString("words"),
                given(row, "topic"),
                given(row, "side"),
                given(row, "from_day").map(LocalDate::parse),
                given(row, "to_day").map(LocalDate::parse));
    }

    private static Optional<String> given(ResultSet row, String column) throws SQLException {
        return Optional.of(row.getString(column)).filter(value -> !value.isEmpty());
    }
}
