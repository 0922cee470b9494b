package digestbot.library.search;

import digestbot.database.Transaction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/// Stores the words of searches under random keys that fit into buttons and links. Each search belongs to the
/// chat in which it was made, and is deleted with the data of that chat.
public final class SavedSearchStore {

    /// The maximum number of searches per chat; the least recently used ones are removed.
    public static final int MAX_PER_CHAT = 200;

    /// The length of a key: 124 random bits, which nobody can guess.
    private static final int KEY_LENGTH = 24;

    private static final int RADIX = 36;

    private final SecureRandom random = new SecureRandom();

    /// `userId` is the person if only they see the answer, and 0 if everybody in the chat does.
    public record Searcher(String platform, long chatId, long userId) {}

    /// A person who opens a search again. `apart` is true in their private chat, to which links in
    /// groups lead.
    public record Viewer(String platform, long chatId, long userId, boolean apart) {}

    public String keep(Transaction transaction, Searcher by, String words, Instant now) {
        String key = bound(transaction.select("""
                        UPDATE search SET used_at = :now
                        WHERE platform = :platform AND chat_id = :chat AND user_id = :user AND words = :words
                        RETURNING key"""), by, words, now)
                .mapTo(String.class)
                .findOne()
                .orElseGet(() -> insert(transaction, by, words, now));
        transaction.execute("""
                        DELETE FROM search WHERE number IN (
                            SELECT number FROM search WHERE platform = ? AND chat_id = ?
                            ORDER BY used_at DESC, number DESC LIMIT 9223372036854775807 OFFSET ?)""", by.platform(), by.chatId(), MAX_PER_CHAT);
        return key;
    }

    private String insert(Transaction transaction, Searcher by, String words, Instant now) {
        String key = random.ints(KEY_LENGTH, 0, RADIX)
                .mapToObj(digit -> String.valueOf(Character.forDigit(digit, RADIX)))
                .collect(Collectors.joining());
        bound(transaction.update("""
                        INSERT INTO search (key, platform, chat_id, user_id, words, used_at)
                        VALUES (:key, :platform, :chat, :user, :words, :now)"""), by, words, now).bind("key", key).execute();
        return key;
    }

    private static <T extends SqlStatement<T>> T bound(T statement, Searcher by, String words, Instant now) {
        return statement
                .bind("platform", by.platform())
                .bind("chat", by.chatId())
                .bind("user", by.userId())
                .bind("words", words)
                .bind("now", now);
    }

    /// The words with that key, which counts as used now; empty if it was removed, or if the viewer
    /// may not see it. A search that the viewer or everybody in a group saw can also be opened in
    /// the viewer's private chat, because they have the key.
    public Optional<String> use(Transaction transaction, Viewer viewer, String key, Instant now) {
        return transaction
                .select("""
                        UPDATE search SET used_at = :now
                        WHERE key = :key AND platform = :platform
                          AND user_id IN (0, :user) AND (chat_id = :chat OR :apart)
                        RETURNING words""")
                .bind("now", now)
                .bind("key", key)
                .bind("platform", viewer.platform())
                .bind("chat", viewer.chatId())
                .bind("user", viewer.userId())
                .bind("apart", viewer.apart())
                .mapTo(String.class)
                .findOne();
    }

    public int prune(Transaction transaction, Instant before) {
        return transaction.execute("DELETE FROM search WHERE used_at < ?", before);
    }

    public void forgetChat(Transaction transaction, String platform, long chatId) {
        transaction.execute("DELETE FROM search WHERE platform = ? AND chat_id = ?", platform, chatId);
    }

    /// Removes all searches whose answers only this person saw, in any chat.
    public void forgetPerson(Transaction transaction, String platform, long userId) {
        transaction.execute("DELETE FROM search WHERE platform = ? AND user_id = ? AND user_id <> 0", platform, userId);
    }
}
