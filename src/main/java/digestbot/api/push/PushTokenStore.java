package digestbot.api.push;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/// Stores the tokens with which pipelines push digests, and the hashes of their secrets.
final class PushTokenStore {

    /// A token and the hash of its secret.
    ///
    /// @param hash in hexadecimal digits
    record StoredToken(PushToken token, String hash) {}

    /// Adds a token.
    ///
    /// @return false if there is one with that name
    boolean add(Transaction transaction, String name, byte[] hash, Set<String> topics, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("""
                                INSERT INTO push_token (name, hash, topics, created_at)
                                VALUES (:name, :hash, :topics, :now) ON CONFLICT (name) DO NOTHING""")
                        .bind("name", name)
                        .bind("hash", hash)
                        .bind("topics", String.join(" ", new TreeSet<>(topics)))
                        .bind("now", now.toEpochMilli())
                        .execute()
                > 0;
    }

    /// Removes a token.
    ///
    /// @return false if there is none
    boolean remove(Transaction transaction, String name) {
        return transaction.handle().execute("DELETE FROM push_token WHERE name = ?", name) > 0;
    }

    /// All tokens, by name.
    List<StoredToken> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM push_token ORDER BY name")
                .map(PushTokenStore::toToken)
                .list();
    }

    /// Records a push.
    void setUsed(Transaction transaction, String name, Instant now) {
        transaction.handle().execute("UPDATE push_token SET used_at = ? WHERE name = ?", now.toEpochMilli(), name);
    }

    private static StoredToken toToken(ResultSet row, StatementContext context) throws SQLException {
        String topics = row.getString("topics");
        return new StoredToken(
                new PushToken(
                        row.getString("name"),
                        topics.isEmpty() ? Set.of() : Set.of(topics.split(" ")),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        NullableColumns.instant(row, "used_at")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
