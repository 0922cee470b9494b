package digestbot.delivery.outbox;

import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;

/// Queues replies. They are stored in the transaction and sent with the highest priority after its
/// commit.
public interface ReplyQueue {

    /// Queues the content as new messages.
    ///
    /// @param to a chat that need not be a subscriber yet; it becomes one, without subscriptions
    /// @param language an IETF tag: the language of a chat that becomes a subscriber
    void reply(Transaction transaction, Destination to, String language, Content content);

    /// Queues a message with a file.
    ///
    /// @param language as for [#reply]
    void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest);

    /// Queues one page of the content as an edit of an earlier message.
    ///
    /// @param page from 0
    void replace(Transaction transaction, Destination to, Content content, int page, String messageId);
}
