package digestbot.delivery.outbox;

import digestbot.audience.ReadingOptions;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

public final class CombinedDeliveryStore {

    /// SQL: the delivery with that alias contains at least one visible digest. An item without a
    /// subscription was withdrawn after it was sent, and is planned again if it is republished.
    public static String showsAny(String delivery) {
        return DeliverySql.of("EXISTS (SELECT 1 FROM delivery_item shown JOIN digest out ON out.number = shown.digest"
                + " WHERE shown.delivery = " + delivery + ".number AND shown.subscription IS NOT NULL"
                + " AND out.state <> 'draft' {each_row})");
    }

    /// The digests of the delivery by day, in the revisions fixed by the first claim, otherwise in
    /// the newest ones, without withdrawn digests.
    public List<DigestRevision> fixedRevisions(Transaction transaction, long delivery) {
        return shown(transaction, delivery, "coalesce(i.revision, g.revision)");
    }

    public List<DigestRevision> newestRevisions(Transaction transaction, long delivery) {
        return shown(transaction, delivery, "g.revision");
    }

    private static List<DigestRevision> shown(Transaction transaction, long delivery, String revision) {
        return transaction
                .select(
                        "SELECT i.digest, " + revision + " AS revision"
                                + " FROM delivery_item i JOIN digest g ON g.number = i.digest"
                                + " WHERE i.delivery = ? AND i.subscription IS NOT NULL AND g.state <> 'draft'"
                                + " ORDER BY g.day, i.ordinal",
                        delivery)
                .map((item, _) -> new DigestRevision(item.getLong("digest"), item.getInt("revision")))
                .list();
    }

    /// The reading options of each digest of the delivery: those that its first claim fixed, else
    /// those of its subscription.
    public Map<Long, ReadingOptions> readingOptions(Transaction transaction, long delivery) {
        return transaction
                .select(
                        "SELECT i.digest, coalesce(i.perspectives, s.perspectives, '') AS perspectives,"
                                + " coalesce(i.length, s.length, 'full') AS length,"
                                + " coalesce(i.layout, s.layout, 'stacked') AS layout"
                                + " FROM delivery_item i LEFT JOIN subscription s ON s.number = i.subscription"
                                + " WHERE i.delivery = ?",
                        delivery)
                .map((item, _) -> Map.entry(
                        item.getLong("digest"),
                        ReadingOptions.of(
                                item.getString("perspectives"), item.getString("length"), item.getString("layout"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
