package digestbot.chat.settings;

import digestbot.audience.Subscriber;
import digestbot.button.SettingsPress;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.ThreadPhrase;
import java.util.Optional;

/// The setting that delivers each topic to a thread of its own, in chats that can have such threads.
final class OwnThreadSettings {

    private final SubscriptionService subscriptions;

    OwnThreadSettings(SubscriptionService subscriptions) {
        this.subscriptions = subscriptions;
    }

    /// The toggle; empty if the chat cannot have such threads.
    Optional<Button> button(CommandContext context) {
        if (!context.request().features().ownThreads()) {
            return Optional.empty();
        }
        boolean on = context.subscriber()
                .filter(subscriber -> subscriptions.wantsOwnThreads(context.transaction(), subscriber.number()))
                .isPresent();
        return Optional.of(Replies.toggle(
                context.texts().format(ThreadPhrase.OWN_THREADS_BUTTON), new SettingsPress.SetOwnThreads(!on), on));
    }

    /// Takes the choice over for all topics.
    void set(CommandContext context, Subscriber subscriber, boolean wanted) {
        subscriptions.setOwnThreads(
                context.transaction(),
                subscriber.number(),
                wanted && context.request().features().ownThreads());
    }
}
