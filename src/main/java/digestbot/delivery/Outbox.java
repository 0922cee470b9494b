package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.delivery.OutboxStore.Said;
import digestbot.edition.Content;
import digestbot.subscription.Preferences;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import digestbot.text.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// Queues what the bot says by itself. A chat that is no subscriber yet becomes one, without subscriptions.
public final class Outbox implements Replies {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final OutboxStore store = new OutboxStore();
    private final ShownViews views = new ShownViews();
    private final Bell bell;
    private final InstantSource clock;

    /// @param bell rung once what was queued is committed
    public Outbox(Bell bell, InstantSource clock) {
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void say(Transaction transaction, Destination to, String language, Content content) {
        Preferences first = Preferences.DEFAULT.withLanguage(Words.of(language).language());
        add(transaction, to, first, said("reply", content, OptionalInt.empty(), Optional.empty()));
    }

    @Override
    public void file(Transaction transaction, Destination to, String language, FileWish wish) {
        Preferences first = Preferences.DEFAULT.withLanguage(Words.of(language).language());
        String stored = FileWishJson.write(wish);
        add(transaction, to, first, new Said("reply", Lane.ANSWERS, stored, OptionalInt.empty(), Optional.empty()));
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        views.turned(transaction, to.chat(), messageId, content, page);
        add(transaction, to, Preferences.DEFAULT, said("reply", content, OptionalInt.of(page), Optional.of(messageId)));
    }

    /// Queues a message to somebody who did not ask, such as an admin.
    ///
    /// @return the delivery's number, for [#standing]
    public long notice(Transaction transaction, Destination to, Content content) {
        return add(
                transaction, to, Preferences.DEFAULT, said("notice", content, OptionalInt.empty(), Optional.empty()));
    }

    /// How a queued message stands.
    ///
    /// @param messageId the platform's id of its first part; empty if that has not arrived
    /// @param busy whether it, or an edit of it, is still owed or on its way
    public record Standing(Destination to, Optional<String> messageId, boolean busy) {}

    /// How the message with that number stands.
    public Standing standing(Transaction transaction, long delivery) {
        return store.standing(transaction, delivery);
    }

    private static Said said(String cause, Content content, OptionalInt page, Optional<String> edits) {
        return new Said(cause, Lane.ANSWERS, ContentJson.write(content), page, edits);
    }

    /// @param first the preferences of a chat that is no subscriber yet
    private long add(Transaction transaction, Destination to, Preferences first, Said said) {
        Instant now = clock.instant();
        Subscriber subscriber = subscribers.findOrCreate(transaction, to.chat(), first, now);
        bell.ringAfter(transaction);
        return store.add(transaction, subscriber.number(), to, said, now);
    }
}
