package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Delivery.Matter.Revised;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads what a delivery of several digests shows.
public final class CombinedDeliveryStore {

    /// The condition that a digest is out which the delivery shows. An item without its subscription was withdrawn
    /// after the message was made, and is owed anew once it is out again.
    ///
    /// @param delivery what the row of `delivery` is called in the statement
    public static String showsAny(String delivery) {
        return "EXISTS (SELECT 1 FROM delivery_item shown JOIN digest out ON out.number = shown.digest"
                + " WHERE shown.delivery = " + delivery + ".number AND shown.subscription IS NOT NULL"
                + " AND out.state <> 'draft')";
    }

    /// The digests that the delivery shows, by day, in the revisions that its first claim fixed, else in the newest
    /// ones. What was withdrawn since is left out.
    public List<Revised> fixed(Transaction transaction, long delivery) {
        return shown(transaction, delivery, "coalesce(i.revision, g.revision)");
    }

    /// The digests that the delivery should show now, by day, in their newest revisions.
    public List<Revised> newest(Transaction transaction, long delivery) {
        return shown(transaction, delivery, "g.revision");
    }

    private static List<Revised> shown(Transaction transaction, long delivery, String revision) {
        return transaction
                .handle()
                .createQuery("SELECT i.digest, " + revision + " AS revision"
                        + " FROM delivery_item i JOIN digest g ON g.number = i.digest"
                        + " WHERE i.delivery = ? AND i.subscription IS NOT NULL AND g.state <> 'draft'"
                        + " ORDER BY g.day, i.ordinal")
                .bind(0, delivery)
                .map((item, _) -> new Revised(item.getLong("digest"), item.getInt("revision")))
                .list();
    }

    /// The reading options of each digest of the delivery: those that its first claim fixed, else
    /// those of its subscription.
    public Map<Long, ReadingOptions> readings(Transaction transaction, long delivery) {
        return transaction
                .handle()
                .createQuery("SELECT i.digest, coalesce(i.perspectives, s.perspectives, '') AS perspectives,"
                        + " coalesce(i.length, s.length, 'full') AS length,"
                        + " coalesce(i.layout, s.layout, 'stacked') AS layout"
                        + " FROM delivery_item i LEFT JOIN subscription s ON s.number = i.subscription"
                        + " WHERE i.delivery = ?")
                .bind(0, delivery)
                .map((item, _) -> Map.entry(
                        item.getLong("digest"),
                        ReadingOptions.of(
                                item.getString("perspectives"), item.getString("length"), item.getString("layout"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
