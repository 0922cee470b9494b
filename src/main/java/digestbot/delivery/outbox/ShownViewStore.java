package digestbot.delivery.outbox;

import digestbot.action.ReadAction;
import digestbot.audience.Chat;
import digestbot.content.Content;
import digestbot.database.Transaction;

/// Stores which view a delivered message shows after a button press, so that corrections update
/// that view.
public final class ShownViewStore {

    private final DeliveryHistoryStore history = new DeliveryHistoryStore();

    private record ShownDigest(long delivery, long digest) {}

    /// Records that the message shows this page of the content in the digest's newest revision.
    /// Does nothing if the content is not a view of a digest or the message was not delivered by a
    /// subscription.
    public void viewChanged(Transaction transaction, Chat chat, String messageId, Content content, int page) {
        content.view()
                .map(show -> new ReadAction.Show(show.digest(), show.view(), page))
                .ifPresent(show -> update(transaction, chat, messageId, show));
    }

    /// Updates the part if it belongs to a subscription of the chat and shows this digest in any
    /// language.
    private void update(Transaction transaction, Chat chat, String messageId, ReadAction.Show show) {
        transaction
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
                    update(transaction, shown.delivery(), messageId, show);
                });
    }

    private static void update(Transaction transaction, long delivery, String messageId, ReadAction.Show show) {
        transaction
                .update("""
                        UPDATE part SET view = :view, pressed = 1,
                                        revision = (SELECT revision FROM digest WHERE number = :digest)
                        WHERE delivery = :delivery AND message_id = :message
                        """)
                .bind("view", show.encode())
                .bind("digest", show.digest())
                .bind("delivery", delivery)
                .bind("message", messageId)
                .execute();
    }
}
