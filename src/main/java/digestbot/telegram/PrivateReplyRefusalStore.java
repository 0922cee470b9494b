package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.database.Transaction;
import digestbot.telegram.PrivateReply.Trigger;
import java.time.Instant;

/// Remembers for a while in which groups Telegram refused an answer for one member alone.
final class PrivateReplyRefusalStore {

    /// Tells whether it need not be tried now.
    boolean isRefused(Transaction transaction, Chat chat, Trigger trigger, Instant now) {
        return transaction
                .select(
                        "SELECT EXISTS (SELECT 1 FROM private_reply_refusal r JOIN subscriber u ON u.number = r.subscriber"
                                + " WHERE u.platform = ? AND u.chat_id = ? AND r.cause = ? AND r.retry_at > ?)",
                        chat.platform().id(),
                        chat.id(),
                        trigger.id(),
                        now.toEpochMilli())
                .mapTo(Boolean.class)
                .one();
    }

    /// Records a refusal. Does nothing if the chat is not a subscriber.
    void remember(Transaction transaction, Chat chat, Trigger trigger, String reason, Instant retryAt) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO private_reply_refusal (subscriber, cause, reason, retry_at)
                        SELECT number, :cause, :reason, :retry FROM subscriber
                        WHERE platform = :platform AND chat_id = :chat
                        ON CONFLICT (subscriber, cause) DO UPDATE SET reason = excluded.reason, retry_at = excluded.retry_at
                        """)
                .bind("cause", trigger.id())
                .bind("reason", reason)
                .bind("retry", retryAt.toEpochMilli())
                .bind("platform", chat.platform().id())
                .bind("chat", chat.id())
                .execute();
    }

    /// Forgets all refusals in the chat, because the bot's rights have changed there.
    void forget(Transaction transaction, Chat chat) {
        transaction
                .handle()
                .execute(
                        "DELETE FROM private_reply_refusal WHERE subscriber IN"
                                + " (SELECT number FROM subscriber WHERE platform = ? AND chat_id = ?)",
                        chat.platform().id(),
                        chat.id());
    }
}
