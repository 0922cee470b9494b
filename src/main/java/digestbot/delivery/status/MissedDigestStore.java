package digestbot.delivery.status;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import digestbot.library.archive.PublishedDigestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digests that chats subscribed to and never received.
///
/// A chat has missed a visible digest if it was published within [#KEPT] and since the chat
/// subscribed to its topic; if its language serves the chat; if no delivery of it was sent, is
/// queued or in flight; and if nobody has opened it in the chat. A digest that was sent or opened
/// in another language is not missed either.
public final class MissedDigestStore {

    /// The time for which a chat can ask for missed digests.
    public static final Duration KEPT = Duration.ofDays(14);

    public record MissedDigest(long digest, String topicId, String topic, LocalDate day) {}

    private final PublishedDigestStore languages = new PublishedDigestStore();

    /// The missed digests of the subscriber, the latest day first. Digests that are not planned
    /// yet are not missed.
    public List<MissedDigest> of(Transaction transaction, long subscriber, Instant now) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT g.number, t.name, g.day, g.topic, g.language, u.language AS reader
                        FROM subscription s
                        JOIN subscriber u ON u.number = s.subscriber
                        JOIN digest g ON g.topic = s.topic
                        JOIN topic t ON t.id = g.topic
                        WHERE s.subscriber = ?
                          AND g.state = 'published' AND g.published_at >= max(?, s.created_at)
                          AND NOT EXISTS (SELECT 1 FROM planning p WHERE p.digest = g.number AND p.task = 'publish' {each_row})
                          AND NOT EXISTS (SELECT 1 FROM digest same
                                          JOIN opened o ON o.digest = same.number AND o.subscriber = s.subscriber
                                          WHERE same.topic = g.topic AND same.day = g.day AND same.edition = g.edition {each_row})
                          AND NOT EXISTS (SELECT 1 FROM digest same
                                          JOIN delivery_item i ON i.digest = same.number AND i.subscription = s.number
                                          JOIN delivery d ON d.number = i.delivery
                                          WHERE same.topic = g.topic AND same.day = g.day AND same.edition = g.edition
                                            AND i.subscription IS NOT NULL
                                            AND d.state IN ({queued}, {in_flight}, {sent}) {each_row})
                        ORDER BY g.day DESC, g.number DESC
                        """), subscriber, now.minus(KEPT))
                .map((row, _) -> {
                    var missed = new MissedDigest(
                            row.getLong("number"),
                            row.getString("topic"),
                            row.getString("name"),
                            LocalDate.parse(row.getString("day")));
                    boolean isServed = languages
                            .languages(transaction, missed.topicId(), missed.day())
                            .serves(row.getString("language"), row.getString("reader"));
                    return Optional.of(missed).filter(_ -> isServed);
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    public void note(Transaction transaction, long subscriber, long digest, Instant now) {
        transaction.execute("""
                INSERT INTO opened (subscriber, digest, at) VALUES (?, ?, ?)
                ON CONFLICT (subscriber, digest) DO NOTHING""", subscriber, digest, now);
    }

    public void prune(Transaction transaction, Instant before) {
        transaction.execute("DELETE FROM opened WHERE at < ?", before);
    }
}
