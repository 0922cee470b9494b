package digestbot.delivery.outbox;

import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;

/// Queues replies. They are stored in the transaction and sent with the highest priority after its
/// commit.
public interface ReplyQueue {

    /// Queues the content as new messages. A chat that is not a subscriber yet becomes one in that
    /// language, without subscriptions.
    void reply(Transaction transaction, Destination to, String language, Content content);

    void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest);

    /// Queues one page of the content, counted from 0, as an edit of an earlier message.
    void replace(Transaction transaction, Destination to, Content content, int page, String messageId);
}
