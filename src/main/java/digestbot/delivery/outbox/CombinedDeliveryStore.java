package digestbot.delivery.outbox;

import digestbot.audience.DeliveryScheduleColumns;
import digestbot.audience.ReadingOptions;
import digestbot.content.views.CombinedKind;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Delivery.Matter.Revised;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Gathers several deliveries of a chat into one, and knows what that shows.
public final class CombinedDeliveryStore {

    private final DeliveryStore deliveries = new DeliveryStore();

    /// The condition that a digest is out which the delivery shows. An item without its subscription was withdrawn
    /// after the message was made, and is owed anew once it is out again.
    ///
    /// @param delivery what the row of `delivery` is called in the statement
    public static String showsAny(String delivery) {
        return "EXISTS (SELECT 1 FROM delivery_item shown JOIN digest out ON out.number = shown.digest"
                + " WHERE shown.delivery = " + delivery + ".number AND shown.subscription IS NOT NULL"
                + " AND out.state <> 'draft')";
    }

    /// Makes the delivery one of all digests that belong to it and were never claimed.
    public void gather(Transaction transaction, long delivery, CombinedKind why, Instant now) {
        gather(transaction, delivery, why, which(why), now);
    }

    /// The condition that a delivery of one digest is due at a time of its reader's: at a chosen one, or at the end
    /// of the quiet hours that held it back. What comes as soon as it is out meets others by chance.
    ///
    /// @param delivery what its row is called in the statement
    /// @param subscription what its subscription's is
    /// @param digest what its digest's is
    public static String hasATime(String delivery, String subscription, String digest) {
        return "(" + DeliveryScheduleColumns.isTimed(subscription) + " OR NOT "
                + DeliveryScheduleColumns.isRoundUp(subscription) + " AND " + delivery + ".due_at > " + digest
                + ".published_at)";
    }

    /// The condition that `m` belongs to `d`: it is due for the same subscription, or to the same chat at the same
    /// time.
    private static String which(CombinedKind why) {
        return switch (why) {
            case CATCH_UP, ROUND_UP -> "m.due_at <= :now AND mi.subscription = i.subscription";
            case BUNDLE ->
                "m.due_at = d.due_at AND m.due_at <= :now AND m.thread = d.thread"
                        + " AND EXISTS (SELECT 1 FROM subscription o JOIN digest og ON og.number = mi.digest"
                        + " WHERE o.number = mi.subscription AND " + hasATime("m", "o", "og") + ")";
        };
    }

    /// The deliveries that the others had are cancelled.
    private void gather(Transaction transaction, long delivery, CombinedKind why, String which, Instant now) {
        Handle handle = transaction.handle();
        int found = handle.execute(
                DeliverySql.of(
                        "UPDATE delivery SET cause = ? WHERE number = ? AND state = {queued} AND claim = 0 AND cause = {digest}"),
                DeliveryCause.of(why).id(),
                delivery);
        if (found == 0) {
            return;
        }
        List<Long> others = others(handle, delivery, which, now);
        for (int i = 0; i < others.size(); i++) {
            long other = others.get(i);
            handle.execute(
                    "UPDATE delivery_item SET delivery = ?, ordinal = ? WHERE delivery = ?", delivery, i + 1, other);
            deliveries.cancel(transaction, other, "gathered into delivery " + delivery, now);
        }
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

    private static List<Long> others(Handle handle, long delivery, String which, Instant now) {
        return handle.createQuery(DeliverySql.of("""
                        SELECT m.number FROM delivery d
                        JOIN delivery_item i ON i.delivery = d.number AND i.ordinal = 0
                        JOIN delivery m ON m.subscriber = d.subscriber AND m.priority = d.priority AND {chat_queue:m} AND m.cause = {digest} AND m.claim = 0
                        JOIN delivery_item mi ON mi.delivery = m.number AND mi.ordinal = 0
                        WHERE d.number = :delivery AND m.number <> d.number AND\s""" + which + " ORDER BY m.due_at, m.number"))
                .bind("now", now.toEpochMilli())
                .bind("delivery", delivery)
                .mapTo(Long.class)
                .list();
    }
}
