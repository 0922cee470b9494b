package digestbot.delivery.outbox;

import digestbot.audience.Chat;
import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.database.Transaction;

/// Stores which view a delivered message shows after a button press, so that corrections update
/// that view.
public final class ShownViews {

    private final ShownViewStore store = new ShownViewStore();

    /// The message shows the page of the content from now on, in the digest's newest revision.
    /// Does nothing if the content is not a view of a digest or the message was not delivered by a
    /// subscription.
    ///
    /// @param messageId the platform's
    public void turned(Transaction transaction, Chat chat, String messageId, Content content, int page) {
        content.shows()
                .map(show -> new Press.Show(show.digest(), show.view(), page))
                .ifPresent(show -> store.turn(transaction, chat, messageId, show));
    }
}
