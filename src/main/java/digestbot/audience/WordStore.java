package digestbot.audience;

import digestbot.database.NullableColumns;
import digestbot.database.Transaction;
import digestbot.digest.words.Stemming;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

public final class WordStore {

    private static final String LISTED = "SELECT number, kind, word, typed, until FROM word WHERE ";

    /// The column in which words are compared with a digest's words in a language.
    public static String column(Stemming stemming) {
        return stemming == Stemming.NONE ? "word" : "stem_" + stemming.name().toLowerCase(Locale.ROOT);
    }

    public List<ListedWord> of(Transaction transaction, long subscriber, WordKind kind) {
        return transaction
                .select(LISTED + "subscriber = ? AND kind = ? ORDER BY number", subscriber, kind.id())
                .map((row, _) -> listed(row))
                .list();
    }

    /// The words of a kind in their compared form.
    public Set<String> words(Transaction transaction, long subscriber, WordKind kind) {
        return transaction
                .select("SELECT word FROM word WHERE subscriber = ? AND kind = ?", subscriber, kind.id())
                .mapTo(String.class)
                .set();
    }

    public Optional<ListedWord> find(Transaction transaction, long subscriber, long number) {
        return transaction
                .select(LISTED + "number = ? AND subscriber = ?", number, subscriber)
                .map((row, _) -> listed(row))
                .findOne();
    }

    public boolean add(
            Transaction transaction, long subscriber, WordKind kind, String word, String typed, Instant now) {
        return transaction.execute(
                        """
                        INSERT INTO word (subscriber, kind, word, stem_en, stem_de, stem_es, typed, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subscriber, kind, word) DO NOTHING""",
                        subscriber,
                        kind.id(),
                        word,
                        Stemming.EN.stem(word),
                        Stemming.DE.stem(word),
                        Stemming.ES.stem(word),
                        typed,
                        now)
                > 0;
    }

    /// Limits the muted words of a subscriber with these numbers, and returns them.
    public List<ListedWord> muteUntil(Transaction transaction, long subscriber, long first, long last, Instant until) {
        return transaction
                .select("""
                        UPDATE word SET until = ? WHERE subscriber = ? AND kind = ? AND number >= ? AND number <= ?
                        RETURNING number, kind, word, typed, until""", until, subscriber, WordKind.MUTE.id(), first, last)
                .map((row, _) -> listed(row))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(ListedWord::number))
                .toList();
    }

    public void remove(Transaction transaction, long number) {
        transaction.execute("DELETE FROM word WHERE number = ?", number);
    }

    /// Removes the words that were muted until then.
    public void prune(Transaction transaction, Instant now) {
        transaction.execute("DELETE FROM word WHERE until < ?", now);
    }

    /// Moves the words of one subscriber to another, who keeps the words that both have.
    public void move(Transaction transaction, long from, long to) {
        transaction.execute("""
                UPDATE word SET subscriber = ? WHERE subscriber = ?
                AND (kind, word) NOT IN (SELECT kind, word FROM word WHERE subscriber = ?)""", to, from, to);
        transaction.execute("DELETE FROM word WHERE subscriber = ?", from);
    }

    private static ListedWord listed(ResultSet row) throws SQLException {
        return new ListedWord(
                row.getLong("number"),
                StoredEnum.of(WordKind.class, row.getString("kind")),
                row.getString("word"),
                row.getString("typed"),
                NullableColumns.instant(row, "until"));
    }

    /// A word, or several in a row, that a subscriber follows or mutes.
    ///
    /// @param word the word in its compared form ([digestbot.digest.words.WordCutter#key])
    /// @param until when a muted word is removed; empty for never
    public record ListedWord(long number, WordKind kind, String word, String typed, Optional<Instant> until) {}
}
