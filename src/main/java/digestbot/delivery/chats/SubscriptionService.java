package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.audience.WordStore.ListedWord;
import digestbot.database.Transaction;
import digestbot.delivery.chats.ChatErasure.ChatErasureStore;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.digest.words.WordText;
import digestbot.library.archive.Library;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Changes subscriptions, settings, and the words that chats follow and mute, and adapts the
/// deliveries that are already queued.
public record SubscriptionService(Library library, OutboxEvents outboxEvents, InstantSource clock)
        implements ChatReachability {

    public static final int MAX_WORDS = 50;

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();
    private static final SubscriptionStore SUBSCRIPTIONS = new SubscriptionStore();
    private static final DeliveryStore DELIVERIES = new DeliveryStore();
    private static final ChatMoves MOVES = new ChatMoves();
    private static final ChatErasureStore ERASURES = new ChatErasureStore();
    private static final WordStore WORDS = new WordStore();

    public enum WordAddition {
        ADDED,
        LISTED_BEFORE,
        LIST_IS_FULL
    }

    /// The subscriber of the chat, created if there is none, and no longer to be deleted.
    public Subscriber subscriber(Transaction transaction, Chat chat, Preferences initialPreferences) {
        ERASURES.cancelErasure(transaction, chat);
        return SUBSCRIBERS.findOrCreate(transaction, chat, initialPreferences, clock.instant());
    }

    public List<SubscriptionStore.SubscriptionWithTopic> of(Transaction transaction, long subscriber) {
        return SUBSCRIPTIONS.of(transaction, subscriber);
    }

    /// The time of the subscription's next queued delivery, if there is one.
    public Optional<Instant> next(Transaction transaction, Subscription subscription) {
        return DELIVERIES.nextDelivery(transaction, subscription, clock.instant());
    }

    /// Subscribes to an existing topic with the defaults: everything, immediately. An existing
    /// subscription keeps its settings and is delivered to the thread from now on. A paused chat is
    /// resumed.
    public boolean subscribe(Transaction transaction, long subscriber, String topic, long thread) {
        DELIVERIES.resume(transaction, subscriber, clock.instant());
        outboxEvents.notifyAfterCommit(transaction);
        if (SUBSCRIPTIONS.create(transaction, subscriber, topic, thread, clock.instant())) {
            alignWords(transaction, subscriber);
            return true;
        }
        Optional<Subscription> elsewhere =
                SUBSCRIPTIONS.find(transaction, subscriber, topic).filter(existing -> existing.thread() != thread);
        elsewhere.ifPresent(existing -> change(transaction, existing.withThread(thread)));
        return elsewhere.isPresent();
    }

    /// Turns the subscription to all new topics on or off. Existing subscriptions are kept.
    public boolean setAllTopics(Transaction transaction, long subscriber, boolean wanted, long thread) {
        boolean before = SUBSCRIBERS.wantsAllTopics(transaction, subscriber);
        SUBSCRIBERS.setAllTopics(transaction, subscriber, wanted, thread, clock.instant());
        return before != wanted;
    }

    public boolean wantsAllTopics(Transaction transaction, long subscriber) {
        return SUBSCRIBERS.wantsAllTopics(transaction, subscriber);
    }

    /// The words of a kind, in the order in which they were added.
    public List<ListedWord> words(Transaction transaction, Chat chat, WordKind kind) {
        return SUBSCRIBERS
                .find(transaction, chat.platform(), chat.id())
                .map(known -> WORDS.of(transaction, known.number(), kind))
                .orElse(List.of());
    }

    /// Adds a word. A followed word resumes a stopped chat, and the first one is delivered to the
    /// thread.
    ///
    /// @param word the word as it is compared
    public WordAddition addWord(
            Transaction transaction, long subscriber, WordKind kind, String word, String typed, long thread) {
        Set<String> listed = WORDS.words(transaction, subscriber, kind);
        if (listed.contains(word)) {
            return WordAddition.LISTED_BEFORE;
        }
        if (listed.size() >= MAX_WORDS) {
            return WordAddition.LIST_IS_FULL;
        }
        WORDS.add(transaction, subscriber, kind, word, typed, clock.instant());
        if (kind != WordKind.MUTE) {
            DELIVERIES.resume(transaction, subscriber, clock.instant());
            SUBSCRIPTIONS.createToWords(transaction, subscriber, thread, clock.instant());
            alignWords(transaction, subscriber);
            outboxEvents.notifyAfterCommit(transaction);
        }
        return WordAddition.ADDED;
    }

    /// Limits muted words of a chat, and returns those that are left.
    public List<ListedWord> muteUntil(Transaction transaction, long subscriber, long first, long last, Instant until) {
        return WORDS.muteUntil(transaction, subscriber, first, last, until);
    }

    /// Removes a word, and cancels queued deliveries that no followed word causes any more.
    public Optional<ListedWord> removeWord(Transaction transaction, long subscriber, long number) {
        Optional<ListedWord> removed = WORDS.find(transaction, subscriber, number);
        removed.ifPresent(word -> {
            WORDS.remove(transaction, number);
            if (word.kind() != WordKind.MUTE) {
                SUBSCRIPTIONS
                        .toWords(transaction, subscriber)
                        .ifPresent(subscription -> unfollow(transaction, subscription));
            }
        });
        return removed;
    }

    private void unfollow(Transaction transaction, Subscription subscription) {
        Set<String> left = new HashSet<>(WORDS.words(transaction, subscription.subscriber(), WordKind.FOLLOW));
        if (left.isEmpty()) {
            end(transaction, subscription);
            return;
        }
        for (DeliveryStore.WaitingDigest waiting : DELIVERIES.waiting(transaction, subscription)) {
            boolean followed = library.digest(transaction, waiting.digest())
                    .filter(stored -> WordText.of(stored.digest()).hasAny(left))
                    .isPresent();
            if (!followed) {
                DELIVERIES.cancel(transaction, waiting.delivery(), "no longer followed", clock.instant());
            }
        }
    }

    private void end(Transaction transaction, Subscription subscription) {
        DELIVERIES.cancel(transaction, subscription, clock.instant());
        SUBSCRIPTIONS.delete(transaction, subscription.number());
    }

    /// Aligns the subscription to followed words with the newest subscription to a topic.
    private void alignWords(Transaction transaction, long subscriber) {
        SUBSCRIPTIONS.alignToWords(transaction, subscriber);
        SUBSCRIPTIONS.toWords(transaction, subscriber).ifPresent(words -> recompute(transaction, words));
    }

    private void recompute(Transaction transaction, Subscription changed) {
        SUBSCRIBERS
                .find(transaction, changed.subscriber())
                .ifPresent(subscriber -> DELIVERIES.recompute(transaction, subscriber, changed));
    }

    public boolean unsubscribe(Transaction transaction, long subscriber, String topic) {
        Optional<Subscription> ended = SUBSCRIPTIONS.find(transaction, subscriber, topic);
        ended.ifPresent(subscription -> {
            end(transaction, subscription);
            alignWords(transaction, subscriber);
        });
        return ended.isPresent();
    }

    public void change(Transaction transaction, Subscription changed) {
        SUBSCRIPTIONS.update(transaction, changed);
        recompute(transaction, changed);
        DELIVERIES.redirect(transaction, changed.subscriber(), changed.number(), changed.thread());
        alignWords(transaction, changed.subscriber());
        outboxEvents.notifyAfterCommit(transaction);
    }

    /// Changes the preferences. A new language counts from the next digest that is planned.
    public void change(Transaction transaction, long subscriber, Preferences preferences) {
        SUBSCRIBERS.setPreferences(transaction, subscriber, preferences);
        SUBSCRIBERS
                .find(transaction, subscriber)
                .ifPresent(changed -> of(transaction, subscriber)
                        .forEach(listed -> DELIVERIES.recompute(transaction, changed, listed.subscription())));
        alignWords(transaction, subscriber);
        outboxEvents.notifyAfterCommit(transaction);
    }

    /// Pauses the chat until it is resumed; its settings are kept.
    public boolean stop(Transaction transaction, Chat chat) {
        Optional<Subscriber> subscriber = SUBSCRIBERS.find(transaction, chat.platform(), chat.id());
        subscriber.ifPresent(known -> DELIVERIES.stop(transaction, known.number(), clock.instant()));
        return subscriber.isPresent();
    }

    /// Resumes the chat. Deliveries that became due within the last day are sent.
    public boolean resume(Transaction transaction, Chat chat) {
        return resume(transaction, chat, _ -> true);
    }

    @Override
    public void unreachable(Transaction transaction, Chat chat, String why) {
        SUBSCRIBERS
                .find(transaction, chat.platform(), chat.id())
                .ifPresent(subscriber -> DELIVERIES.pause(transaction, subscriber.number(), why, clock.instant()));
    }

    @Override
    public void back(Transaction transaction, Chat chat) {
        SUBSCRIBERS.recordActivity(transaction, chat, clock.instant());
        resume(transaction, chat, subscriber -> !subscriber.isStopped());
    }

    @Override
    public void present(Transaction transaction, Chat chat, Predicate<String> removed) {
        boolean wasRemoved = SUBSCRIBERS
                .find(transaction, chat.platform(), chat.id())
                .flatMap(Subscriber::pausedReason)
                .filter(removed)
                .isPresent();
        if (wasRemoved) {
            back(transaction, chat);
        }
    }

    private boolean resume(Transaction transaction, Chat chat, Predicate<Subscriber> which) {
        Optional<Subscriber> paused = SUBSCRIBERS
                .find(transaction, chat.platform(), chat.id())
                .filter(subscriber -> subscriber.pausedReason().isPresent())
                .filter(which);
        paused.ifPresent(subscriber -> {
            DELIVERIES.resume(transaction, subscriber.number(), clock.instant());
            outboxEvents.notifyAfterCommit(transaction);
        });
        return paused.isPresent();
    }

    @Override
    public void moved(Transaction transaction, Chat from, long to) {
        Instant now = clock.instant();
        MOVES.move(transaction, from.platform(), from.id(), to, now);
        outboxEvents.notifyAfterCommit(transaction);
    }
}
