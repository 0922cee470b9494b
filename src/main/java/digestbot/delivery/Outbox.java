package digestbot.delivery;

import digestbot.database.Transaction;
import digestbot.delivery.OutboxStore.Said;
import digestbot.edition.Content;
import digestbot.subscription.Preferences;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/// Queues what the bot says by itself. A chat that is no subscriber yet becomes one, without subscriptions.
public final class Outbox implements Replies {

    private final SubscriberStore subscribers = new SubscriberStore();
    private final OutboxStore store = new OutboxStore();
    private final Bell bell;
    private final InstantSource clock;

    /// @param bell rung once what was queued is committed
    public Outbox(Bell bell, InstantSource clock) {
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void say(Transaction transaction, Destination to, Content content) {
        add(transaction, to, said("reply", content, OptionalInt.empty(), Optional.empty()));
    }

    @Override
    public void replace(Transaction transaction, Destination to, Content content, int page, String messageId) {
        add(transaction, to, said("reply", content, OptionalInt.of(page), Optional.of(messageId)));
    }

    /// Queues a message to somebody who did not ask, such as an admin.
    public void notice(Transaction transaction, Destination to, Content content) {
        add(transaction, to, said("notice", content, OptionalInt.empty(), Optional.empty()));
    }

    private static Said said(String cause, Content content, OptionalInt page, Optional<String> edits) {
        return new Said(cause, Lane.ANSWERS, ContentJson.write(content), page, edits);
    }

    private void add(Transaction transaction, Destination to, Said said) {
        Instant now = clock.instant();
        Subscriber subscriber = subscribers.findOrCreate(transaction, to.chat(), Preferences.DEFAULT, now);
        store.add(transaction, subscriber.number(), to, said, now);
        bell.ringAfter(transaction);
    }
}
