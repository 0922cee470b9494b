package digestbot.delivery.chats;

import digestbot.audience.Chat;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.audience.WordStore.ListedWord;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.DeliveryStore;
import digestbot.digest.words.WordText;
import digestbot.library.archive.Library;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes the words that chats follow and mute, and adapts the deliveries that are already queued.
public final class WordService {

    public static final int MAX_WORDS = 50;

    private final Library library;
    private final SubscriptionService subscriptions;
    private final InstantSource clock;
    private final SubscriberStore subscribers = new SubscriberStore();
    private final WordStore store = new WordStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    public WordService(Library library, SubscriptionService subscriptions, InstantSource clock) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    public enum Addition {
        ADDED,
        LISTED_BEFORE,
        LIST_IS_FULL
    }

    /// The words of a kind, in the order in which they were added.
    public List<ListedWord> of(Transaction transaction, Chat chat, WordKind kind) {
        return subscribers
                .find(transaction, chat.platform(), chat.id())
                .map(known -> store.of(transaction, known.number(), kind))
                .orElse(List.of());
    }

    /// Adds a word. A followed word resumes a stopped chat, and the first one is delivered to the
    /// thread.
    ///
    /// @param word the word as it is compared
    public Addition add(
            Transaction transaction, long subscriber, WordKind kind, String word, String typed, long thread) {
        Set<String> listed = store.words(transaction, subscriber, kind);
        if (listed.contains(word)) {
            return Addition.LISTED_BEFORE;
        }
        if (listed.size() >= MAX_WORDS) {
            return Addition.LIST_IS_FULL;
        }
        store.add(transaction, subscriber, kind, word, typed, clock.instant());
        if (kind == WordKind.FOLLOW) {
            subscriptions.subscribeToWords(transaction, subscriber, thread);
        }
        return Addition.ADDED;
    }

    /// Removes a word, and cancels queued deliveries that no followed word causes any more.
    public Optional<ListedWord> remove(Transaction transaction, long subscriber, long number) {
        Optional<ListedWord> removed = store.find(transaction, subscriber, number);
        removed.ifPresent(word -> {
            store.remove(transaction, number);
            if (word.kind() == WordKind.FOLLOW) {
                unfollow(transaction, subscriber, store.words(transaction, subscriber, WordKind.FOLLOW));
            }
        });
        return removed;
    }

    private void unfollow(Transaction transaction, long subscriber, Set<String> left) {
        if (left.isEmpty()) {
            subscriptions.unsubscribeFromWords(transaction, subscriber);
        } else {
            subscriptions
                    .toWords(transaction, subscriber)
                    .ifPresent(subscription -> cancelUnfollowed(transaction, subscription, left));
        }
    }

    private void cancelUnfollowed(Transaction transaction, Subscription subscription, Set<String> left) {
        for (DeliveryStore.WaitingDigest waiting : deliveries.waiting(transaction, subscription)) {
            boolean followed = library.digest(transaction, waiting.digest())
                    .filter(stored -> WordText.of(stored.digest()).hasAny(left))
                    .isPresent();
            if (!followed) {
                deliveries.cancel(transaction, waiting.delivery(), "no longer followed", clock.instant());
            }
        }
    }
}
