package digestbot.delivery;

import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What chats subscribed to and never got.
///
/// A chat has missed a digest that is out if the digest came out within [#WITHIN], since the chat subscribed to its
/// topic; if no delivery of it has arrived in the chat or is planned or on its way, so that it is held while the chat
/// is stopped or out of reach, was cancelled, or failed; and if nobody has opened it there since.
public final class MissedStore {

    /// So long it is known what arrived.
    public static final Duration WITHIN = Pruning.EDITIONS;

    /// A digest that never came.
    ///
    /// @param topic the topic's name
    public record Missed(long digest, String topic, LocalDate day) {}

    /// All that the subscriber missed, the latest day first. What is not planned yet is not missed.
    public List<Missed> of(Transaction transaction, long subscriber, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT g.number, t.name, g.day
                        FROM subscription s
                        JOIN digest g ON g.topic = s.topic
                        JOIN topic t ON t.id = g.topic
                        WHERE s.subscriber = :subscriber
                          AND g.state = 'published' AND g.published_at >= max(:since, s.created_at)
                          AND NOT EXISTS (SELECT 1 FROM planning p WHERE p.digest = g.number AND p.task = 'publish')
                          AND NOT EXISTS (SELECT 1 FROM opened o
                                          WHERE o.subscriber = s.subscriber AND o.digest = g.number)
                          AND NOT EXISTS (SELECT 1 FROM delivery_item i JOIN delivery d ON d.number = i.delivery
                                          WHERE i.digest = g.number AND i.subscription = s.number
                                            AND i.subscription IS NOT NULL
                                            AND d.state IN ('owed', 'claimed', 'sent'))
                        ORDER BY g.day DESC, g.number DESC
                        """)
                .bind("subscriber", subscriber)
                .bind("since", now.minus(WITHIN).toEpochMilli())
                .map((row, _) ->
                        new Missed(row.getLong("number"), row.getString("name"), LocalDate.parse(row.getString("day"))))
                .list();
    }
}
