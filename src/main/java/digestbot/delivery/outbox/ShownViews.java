package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.database.Transaction;

/// Remembers what delivered messages show since a press turned them to something else, so that a correction changes
/// that.
public final class ShownViews {

    private final ShownViewStore store = new ShownViewStore();

    /// The message shows the page of the content from now on, in the digest's newest revision. Does nothing if that is
    /// no
    /// view of a digest, or the message is none that a subscription brought.
    ///
    /// @param messageId the platform's
    public void turned(Transaction transaction, Chat chat, String messageId, Content content, int page) {
        content.shows()
                .map(show -> new Press.Show(show.digest(), show.view(), page))
                .ifPresent(show -> store.turn(transaction, chat, messageId, show));
    }
}
