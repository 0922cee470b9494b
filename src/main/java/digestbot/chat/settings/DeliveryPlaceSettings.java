package digestbot.chat.settings;

import digestbot.action.SettingsAction;
import digestbot.audience.Subscriber;
import digestbot.audience.SubscriberStore;
import digestbot.audience.Subscription;
import digestbot.chat.api.ChatFeatures.Discussions;
import digestbot.chat.api.ChatFeatures.Places;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The settings of the place in a chat to which a topic is delivered, and of crossposting from
/// there and of threads below the digests. Nothing is shown if there is no choice.
final class DeliveryPlaceSettings {

    private static final SubscriberStore SETTINGS = new SubscriberStore();

    private DeliveryPlaceSettings() {}

    /// The place to which the subscription is delivered; empty if there is only one.
    static Optional<String> line(CommandContext context, Subscription subscription) {
        long thread = subscription.thread();
        if (thread == 0 && here(context) == 0) {
            return Optional.empty();
        }
        Places places = context.request().features().places();
        String place;
        if (thread == 0) {
            place = places.chat();
        } else if (thread == Subscription.OWN_THREAD) {
            place = "place-own-thread";
        } else {
            place = thread == here(context) ? places.thisThread() : places.otherThread();
        }
        Texts texts = context.texts();
        return Optional.of(texts.format("place-line", texts.format(place)));
    }

    static List<Button> buttons(CommandContext context, long topic, Subscription subscription) {
        List<Button> buttons = new ArrayList<>();
        Texts texts = context.texts();
        if (subscription.thread() != here(context)) {
            buttons.add(Replies.button(texts, "deliver-here-button", new SettingsAction.DeliverTo(topic, true)));
        }
        if (subscription.thread() != 0 && here(context) != 0) {
            String main = context.request().features().places().deliverToChatLabel();
            buttons.add(Replies.button(texts, main, new SettingsAction.DeliverTo(topic, false)));
        }
        return buttons;
    }

    static Subscription moved(CommandContext context, Subscription subscription, SettingsAction.DeliverTo press) {
        return subscription.withThread(press.here() ? here(context) : 0);
    }

    private static long here(CommandContext context) {
        return context.request().origin().thread();
    }

    /// Whether messages are crossposted; empty if the chat cannot be followed.
    static Optional<Boolean> publishes(CommandContext context) {
        if (!context.request().features().followers()) {
            return Optional.empty();
        }
        var chat = context.chat();
        return Optional.of(SETTINGS.wantsCrossposts(context.transaction(), chat.platform(), chat.id()));
    }

    /// Whether threads below digests are wanted; empty if they cannot be started from messages of
    /// the chat.
    static Optional<Boolean> discusses(CommandContext context) {
        return context.request().features().discussions() == Discussions.NONE
                ? Optional.empty()
                : Optional.of(hasDiscussions(context));
    }

    /// The reason why wanted threads cannot be started; empty if there is none.
    static Optional<String> discussionsProblem(CommandContext context) {
        return context.request().features().discussions() == Discussions.NOT_PERMITTED && hasDiscussions(context)
                ? Optional.of(context.texts().format("discussions-no-right"))
                : Optional.empty();
    }

    private static boolean hasDiscussions(CommandContext context) {
        var chat = context.chat();
        return SETTINGS.wantsDiscussions(context.transaction(), chat.platform(), chat.id());
    }

    static void discuss(CommandContext context, Subscriber subscriber, boolean enabled) {
        SETTINGS.setDiscussions(context.transaction(), subscriber.number(), enabled);
    }

    static void publish(CommandContext context, Subscriber subscriber, boolean enabled) {
        SETTINGS.setCrossposts(context.transaction(), subscriber.number(), enabled);
    }
}
