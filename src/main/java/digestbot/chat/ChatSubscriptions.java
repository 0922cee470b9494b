package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.audience.SubscriptionStore;
import digestbot.database.Transaction;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.library.archive.Library;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The subscriptions of a chat, except those to topics whose digests were all withdrawn.
public record ChatSubscriptions(Library library, SubscriptionService subscriptions) {

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    /// The subscriber for the chat, if it is or ever was one.
    public Optional<Subscriber> subscriber(Transaction transaction, Chat chat) {
        return SUBSCRIBERS.find(transaction, chat.platform(), chat.id());
    }

    /// Whether new topics are added automatically.
    public boolean wantsAllTopics(Transaction transaction, Chat chat) {
        return subscriber(transaction, chat)
                .filter(known -> subscriptions.wantsAllTopics(transaction, known.number()))
                .isPresent();
    }

    /// The ids of its topics, in lower case.
    public Set<String> topics(Transaction transaction, Chat chat) {
        return all(transaction, chat).stream()
                .map(listed -> listed.topic().id().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    public Optional<Subscription> to(Transaction transaction, Chat chat, String topic) {
        return all(transaction, chat).stream()
                .map(SubscriptionStore.SubscriptionWithTopic::subscription)
                .filter(subscription -> subscription.topic().equalsIgnoreCase(topic))
                .findFirst();
    }

    /// Its subscriptions, by the topics' names.
    public List<SubscriptionStore.SubscriptionWithTopic> all(Transaction transaction, Chat chat) {
        List<SubscriptionStore.SubscriptionWithTopic> all = subscriber(transaction, chat)
                .map(subscriber -> subscriptions.of(transaction, subscriber.number()))
                .orElse(List.of());
        if (all.isEmpty()) {
            return all;
        }
        Set<String> visible = library.topics(transaction).stream()
                .map(known -> known.id().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(listed -> visible.contains(listed.topic().id().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
