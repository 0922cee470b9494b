package digestbot.delivery.status;

import digestbot.content.ReaderWords;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliverySql;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The digests that were delivered because of followed words.
public final class WordDeliveryStore {

    /// A delivered digest.
    ///
    /// @param topic the topic's name
    /// @param word the word, as it is compared; empty if the digest no longer had it
    public record WordDelivery(long digest, String topic, LocalDate day, Optional<String> word) {}

    /// The last digests that the subscription to followed words has delivered, the newest first.
    public List<WordDelivery> last(Transaction transaction, long subscriber, long subscription, int most) {
        return transaction
                .select(DeliverySql.of("""
                        SELECT g.number, t.name, g.day, d.words
                        FROM (SELECT * FROM delivery WHERE subscriber = :subscriber AND cause = {digest} AND state IN ({in_flight}, {sent})
                              {evaluated_first}) d
                        JOIN delivery_item i ON i.delivery = d.number AND i.subscription = :subscription
                        JOIN digest g ON g.number = i.digest AND g.state <> 'draft'
                        JOIN topic t ON t.id = g.topic
                        ORDER BY d.number DESC LIMIT :most
                        """))
                .bind("subscriber", subscriber)
                .bind("subscription", subscription)
                .bind("most", most)
                .map((row, _) -> new WordDelivery(
                        row.getLong("number"),
                        row.getString("name"),
                        LocalDate.parse(row.getString("day")),
                        ReaderWords.of(row.getString("words")).followed().stream()
                                .findFirst()))
                .list();
    }
}
