package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.audience.SubscriberStore;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Texts;
import java.util.List;

/// Queues replies. They are stored in the transaction and sent with the highest priority after its
/// commit.
public interface ReplyQueue {

    /// Queues the content as new messages. A chat that is not a subscriber yet becomes one in that
    /// language, without subscriptions.
    void reply(Transaction transaction, Destination to, String language, Content content);

    /// As [#reply], but replies to other requests are sent before it.
    void replyToSearch(Transaction transaction, Destination to, String language, Content content);

    void replyWithFile(Transaction transaction, Destination to, String language, FileRequest fileRequest);

    /// Tells the chat in its language that the bot may not pin messages, unless the chat was told it
    /// already; true if it was not.
    default boolean tellOfPins(Transaction transaction, Chat chat) {
        var subscribers = new SubscriberStore();
        boolean first = subscribers.markToldOfPins(transaction, chat);
        if (first) {
            String language = subscribers
                    .find(transaction, chat.platform(), chat.id())
                    .orElseThrow()
                    .preferences()
                    .language();
            Content text = Content.text(Texts.of(language).format("pins-no-right"), List.of());
            reply(transaction, new Destination(chat, 0), language, text);
        }
        return first;
    }

    /// Queues one page of the content, counted from 0, as an edit of an earlier message.
    void replace(Transaction transaction, Destination to, Content content, int page, String messageId);
}
