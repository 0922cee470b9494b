package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.button.Press;
import digestbot.database.Transaction;

/// Stores what a delivered message shows.
final class ShownViewStore {

    /// Updates the part if it belongs to a subscription of the chat and shows this digest in any
    /// language.
    void turn(Transaction transaction, Chat chat, String messageId, Press.Show show) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE part SET view = :view, pressed = 1,
                                        revision = (SELECT revision FROM digest WHERE number = :digest)
                        WHERE message_id = :message AND delivery IN (
                            SELECT i.delivery FROM subscriber u
                            JOIN subscription s ON s.subscriber = u.number
                            JOIN digest g ON g.number = :digest
                            JOIN digest o ON o.topic = g.topic AND o.day = g.day AND o.edition = g.edition
                            JOIN delivery_item i ON i.digest = o.number AND i.subscription = s.number
                            WHERE u.platform = :platform AND u.chat_id = :chat)
                        """)
                .bind("view", show.encode())
                .bind("digest", show.digest())
                .bind("message", messageId)
                .bind("platform", chat.platform().id())
                .bind("chat", chat.id())
                .execute();
    }
}
