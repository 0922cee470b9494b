package digestbot.library;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import digestbot.digest.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/// The topics of all digests.
final class TopicStore {

    /// Makes sure that the digest's topic is there.
    void add(Transaction transaction, Digest digest) {
        transaction
                .handle()
                .createUpdate("INSERT INTO topic (id, name) VALUES (:id, :name) ON CONFLICT DO NOTHING")
                .bind("id", digest.key().topic())
                .bind("name", digest.topic().name())
                .execute();
    }

    /// Gives the topic the name that the digest has for it, unless a newer digest is there.
    void name(Transaction transaction, long number, Digest digest) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE topic SET name = :name
                        WHERE id = :id AND NOT EXISTS (
                            SELECT 1 FROM digest
                            WHERE topic = :id AND state <> 'draft' AND (day, number) > (:day, :number))""")
                .bind("id", digest.key().topic())
                .bind("name", digest.topic().name())
                .bind("day", digest.key().day().toString())
                .bind("number", number)
                .execute();
    }

    /// The topics that have a digest which is no draft.
    List<KnownTopic> all(Transaction transaction) {
        return transaction.handle().createQuery("""
                        SELECT number, id, name FROM topic
                        WHERE EXISTS (SELECT 1 FROM digest WHERE topic = topic.id AND state <> 'draft')""").map(TopicStore::toTopic).list();
    }

    Optional<KnownTopic> topic(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT number, id, name FROM topic WHERE number = :number")
                .bind("number", number)
                .map(TopicStore::toTopic)
                .findOne();
    }

    private static KnownTopic toTopic(ResultSet row, StatementContext context) throws SQLException {
        return new KnownTopic(row.getLong("number"), new Topic(row.getString("id"), row.getString("name")));
    }
}
