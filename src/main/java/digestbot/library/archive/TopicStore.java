package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Topic;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The topics of all digests. `topic.name` is always the name that people see, configured or not,
/// so that no query has to consider the configuration.
public final class TopicStore {

    private static final String IS_PUBLISHED =
            "EXISTS (SELECT 1 FROM digest WHERE topic = topic.id AND state <> 'draft')";

    public void add(Transaction transaction, Digest digest) {
        transaction.execute(
                "INSERT INTO topic (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
                digest.key().topic(),
                digest.topic().name());
        putConfigured(transaction);
    }

    Map<String, String> configuredNames(Transaction transaction) {
        return transaction
                .select("SELECT id, name FROM topic_name")
                .map((row, _) -> Map.entry(row.getString("id"), row.getString("name")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// Sets the configured names and restores the digests' own names for all other topics.
    void configure(Transaction transaction, Map<String, String> names) {
        transaction.execute("UPDATE topic SET name = own_name, own_name = NULL WHERE own_name IS NOT NULL");
        transaction.execute("DELETE FROM topic_name");
        names.forEach((id, name) -> transaction.execute("INSERT INTO topic_name (id, name) VALUES (?, ?)", id, name));
        putConfigured(transaction);
    }

    private static void putConfigured(Transaction transaction) {
        transaction.execute("""
                UPDATE topic SET own_name = name, name = (SELECT name FROM topic_name WHERE id = topic.id)
                WHERE own_name IS NULL AND id IN (SELECT id FROM topic_name)""");
    }

    Optional<String> configured(Transaction transaction, String id) {
        return transaction.findString("SELECT name FROM topic WHERE id = ? AND own_name IS NOT NULL", id);
    }

    /// Updates the topic's name from the digest, unless there is a newer digest, the digest is a
    /// translation of one, or there is a configured name.
    public void updateName(Transaction transaction, long number, Digest digest) {
        transaction
                .update("""
                        UPDATE topic SET name = CASE WHEN own_name IS NULL THEN :name ELSE name END,
                                         own_name = CASE WHEN own_name IS NOT NULL THEN :name END
                        WHERE id = :id AND NOT EXISTS (
                            SELECT 1 FROM digest
                            WHERE topic = :id AND state <> 'draft'
                              AND (day > :day OR day = :day AND number > :number AND language = :language
                                   OR day = :day AND number < :number AND language <> :language))""")
                .bind("id", digest.key().topic())
                .bind("name", digest.topic().name())
                .bind("day", digest.key().day())
                .bind("number", number)
                .bind("language", digest.key().language())
                .execute();
    }

    List<LibraryTopic> all(Transaction transaction) {
        return topics(transaction, IS_PUBLISHED);
    }

    /// Those with the newest days until that one, in a primary language or, if that is empty, in any.
    List<LibraryTopic> newest(Transaction transaction, String language, LocalDate until, int limit) {
        return topics(
                transaction,
                "id IN (SELECT topic FROM digest WHERE state <> 'draft' AND day <= ? AND lower(language) || '-' LIKE ?"
                        + " GROUP BY topic ORDER BY max(day) DESC, max(number) DESC LIMIT ?)",
                until.toString(),
                language.isEmpty() ? "%" : language + "-%",
                limit);
    }

    List<LibraryTopic> withDrafts(Transaction transaction) {
        return topics(transaction, "1 = 1");
    }

    Optional<LibraryTopic> topic(Transaction transaction, String id) {
        return topics(transaction, "id = ? AND " + IS_PUBLISHED, id).stream().findFirst();
    }

    Optional<LibraryTopic> topic(Transaction transaction, long number) {
        return topics(transaction, "number = ? AND " + IS_PUBLISHED, number).stream()
                .findFirst();
    }

    private static List<LibraryTopic> topics(Transaction transaction, String condition, Object... values) {
        return transaction
                .select("SELECT number, id, name, own_name FROM topic WHERE " + condition, values)
                .map((row, _) -> {
                    String name = row.getString("name");
                    return new LibraryTopic(
                            row.getLong("number"),
                            new Topic(row.getString("id"), name),
                            Optional.ofNullable(row.getString("own_name")).orElse(name));
                })
                .list();
    }
}
