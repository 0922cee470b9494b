package digestbot.chat.settings;

import digestbot.audience.Subscriber;
import digestbot.chat.common.CommandContext;
import digestbot.delivery.chats.SubscriptionService;
import java.util.Optional;

/// The setting that delivers each topic to a thread of its own, in chats that can have such threads.
final class OwnThreadSettings {

    private final SubscriptionService subscriptions;

    OwnThreadSettings(SubscriptionService subscriptions) {
        this.subscriptions = subscriptions;
    }

    /// Whether it is on; empty if the chat cannot have such threads.
    Optional<Boolean> isOn(CommandContext context) {
        return context.request().features().ownThreads()
                ? Optional.of(context.subscriber()
                        .filter(subscriber -> subscriptions.wantsOwnThreads(context.transaction(), subscriber.number()))
                        .isPresent())
                : Optional.empty();
    }

    /// Takes the choice over for all topics.
    void set(CommandContext context, Subscriber subscriber, boolean wanted) {
        subscriptions.setOwnThreads(
                context.transaction(),
                subscriber.number(),
                wanted && context.request().features().ownThreads());
    }
}
