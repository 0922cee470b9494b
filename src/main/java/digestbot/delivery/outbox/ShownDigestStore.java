package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.action.ReadAction;
import digestbot.database.Transaction;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The digests and views that the messages of a delivery show. A button press changes the view, and
/// corrections update that view.
public final class ShownDigestStore {

    /// SQL: the delivery with that alias contains at least one visible digest. An item without a
    /// subscription was withdrawn after it was sent, and is planned again if it is republished.
    public static String showsAny(String delivery) {
        return DeliverySql.of("EXISTS (SELECT 1 FROM delivery_item shown JOIN digest out ON out.number = shown.digest"
                + " WHERE shown.delivery = " + delivery + ".number AND shown.subscription IS NOT NULL"
                + " AND out.state <> 'draft' {each_row})");
    }

    private record ShownDigest(long delivery, long digest) {}

    private final DeliveryHistoryStore history = new DeliveryHistoryStore();

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

    /// The reading options of the subscription of each digest of the delivery.
    public Map<Long, ReadingOptions> readingOptions(Transaction transaction, long delivery) {
        return transaction
                .select("""
                        SELECT i.digest, coalesce(s.perspectives, '') AS perspectives,
                        coalesce(s.length, 'full') AS length, coalesce(s.layout, 'stacked') AS layout
                        FROM delivery_item i LEFT JOIN subscription s ON s.number = i.subscription
                        WHERE i.delivery = ?""", delivery)
                .map((item, _) -> Map.entry(
                        item.getLong("digest"),
                        ReadingOptions.of(
                                item.getString("perspectives"), item.getString("length"), item.getString("layout"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Records that the message shows this page of the content in the digest's newest revision, if
    /// it belongs to a subscription of the chat to that digest in any language. Does nothing if the
    /// content is not a view of a digest.
    public void viewChanged(Transaction transaction, Chat chat, String messageId, Content content, int page) {
        content.view()
                .map(show -> new ReadAction.Show(show.digest(), show.view(), page))
                .ifPresent(show -> transaction
                        .select("""
                                SELECT p.delivery, i.digest FROM subscriber u
                                JOIN subscription s ON s.subscriber = u.number
                                JOIN digest g ON g.number = :digest
                                JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                                JOIN delivery_item i ON i.digest = o.number AND i.subscription = s.number
                                JOIN part p ON p.delivery = i.delivery AND p.message_id = :message
                                WHERE u.platform = :platform AND u.chat_id = :chat
                                """)
                        .bind("digest", show.digest())
                        .bind("message", messageId)
                        .bind("platform", chat.platform().id())
                        .bind("chat", chat.id())
                        .map((row, _) -> new ShownDigest(row.getLong("delivery"), row.getLong("digest")))
                        .findFirst()
                        .ifPresent(shown -> {
                            history.pressed(transaction, shown.delivery(), shown.digest());
                            transaction.execute("""
                                    UPDATE part SET view = ?, pressed = 1,
                                    revision = (SELECT revision FROM digest WHERE number = ?)
                                    WHERE delivery = ? AND message_id = ?""", show.encode(), show.digest(), shown.delivery(), messageId);
                        }));
    }
}
