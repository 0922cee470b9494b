package digestbot.audience;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

public final class WordStore {

    public List<ListedWord> of(Transaction transaction, long subscriber, WordKind kind) {
        return transaction
                .select(
                        "SELECT number, kind, word, typed FROM word WHERE subscriber = ? AND kind = ? ORDER BY number",
                        subscriber,
                        kind.id())
                .map((row, _) -> listed(row))
                .list();
    }

    /// The words of a kind as they are compared.
    public Set<String> words(Transaction transaction, long subscriber, WordKind kind) {
        return transaction
                .select("SELECT word FROM word WHERE subscriber = ? AND kind = ?", subscriber, kind.id())
                .mapTo(String.class)
                .set();
    }

    public Optional<ListedWord> find(Transaction transaction, long subscriber, long number) {
        return transaction
                .select(
                        "SELECT number, kind, word, typed FROM word WHERE number = ? AND subscriber = ?",
                        number,
                        subscriber)
                .map((row, _) -> listed(row))
                .findOne();
    }

    public boolean add(
            Transaction transaction, long subscriber, WordKind kind, String word, String typed, Instant now) {
        return transaction.execute(
                        "INSERT INTO word (subscriber, kind, word, typed, created_at) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (subscriber, kind, word) DO NOTHING",
                        subscriber,
                        kind.id(),
                        word,
                        typed,
                        now.toEpochMilli())
                > 0;
    }

    public void remove(Transaction transaction, long number) {
        transaction.execute("DELETE FROM word WHERE number = ?", number);
    }

    /// Gives the words of one subscriber to another, who keeps those that both have.
    public void move(Transaction transaction, long from, long to) {
        transaction.execute(
                "INSERT INTO word (subscriber, kind, word, typed, created_at)"
                        + " SELECT ?, kind, word, typed, created_at FROM word WHERE subscriber = ?"
                        + " ON CONFLICT (subscriber, kind, word) DO NOTHING",
                to,
                from);
        transaction.execute("DELETE FROM word WHERE subscriber = ?", from);
    }

    public long subscribers(Transaction transaction, WordKind kind) {
        return transaction
                .select("SELECT count(DISTINCT subscriber) FROM word WHERE kind = ?", kind.id())
                .mapTo(Long.class)
                .one();
    }

    private static ListedWord listed(ResultSet row) throws SQLException {
        return new ListedWord(
                row.getLong("number"),
                StoredEnum.of(WordKind.class, row.getString("kind")),
                row.getString("word"),
                row.getString("typed"));
    }

    /// A word, or several in a row, that a subscriber follows or mutes.
    ///
    /// @param word the word as it is compared ([digestbot.digest.words.WordCutter#key])
    public record ListedWord(long number, WordKind kind, String word, String typed) {}
}
