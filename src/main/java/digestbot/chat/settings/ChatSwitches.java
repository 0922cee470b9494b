package digestbot.chat.settings;

import digestbot.audience.Subscriber;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class ChatSwitches {

    private final OwnThreadSettings ownThreads;

    ChatSwitches(SubscriptionService subscriptions) {
        this.ownThreads = new OwnThreadSettings(subscriptions);
    }

    record Position(ChatSwitch which, boolean on) {

        String label(Texts texts) {
            return texts.format(ChatSwitches.label(which));
        }

        Button button(Texts texts) {
            return Replies.toggle(label(texts), which.set(!on), on);
        }
    }

    /// The switches that make a difference in a chat that receives that many topics.
    List<Position> shown(CommandContext context, int topics) {
        List<Position> shown = new ArrayList<>();
        if (topics > 1) {
            shown.add(new Position(ChatSwitch.BUNDLES, context.preferences().bundles()));
        }
        add(shown, ChatSwitch.CROSSPOSTING, DeliveryPlaceSettings.publishes(context));
        add(shown, ChatSwitch.DISCUSSIONS, DeliveryPlaceSettings.discusses(context));
        add(shown, ChatSwitch.OWN_THREADS, ownThreads.isOn(context));
        if (topics > 0) {
            shown.add(
                    new Position(ChatSwitch.ANNOUNCEMENTS, context.preferences().announcements()));
        }
        return shown;
    }

    private static void add(List<Position> shown, ChatSwitch which, Optional<Boolean> on) {
        on.ifPresent(position -> shown.add(new Position(which, position)));
    }

    void set(CommandContext context, Subscriber subscriber, ChatSwitch which, boolean on) {
        switch (which) {
            case CROSSPOSTING ->
                DeliveryPlaceSettings.publish(
                        context, subscriber, on && context.request().features().followers());
            case DISCUSSIONS ->
                DeliveryPlaceSettings.discuss(
                        context,
                        subscriber,
                        on && DeliveryPlaceSettings.discusses(context).isPresent());
            case OWN_THREADS -> ownThreads.set(context, subscriber, on);
            case BUNDLES, ANNOUNCEMENTS -> throw new IllegalArgumentException(which + " is a preference");
        }
    }

    private static String label(ChatSwitch which) {
        return switch (which) {
            case BUNDLES -> "bundles-button";
            case CROSSPOSTING -> "publish-button";
            case DISCUSSIONS -> "discussions-button";
            case OWN_THREADS -> "own-threads-button";
            case ANNOUNCEMENTS -> "announcements-button";
        };
    }

    /// The setting that delivers each topic to a thread of its own, in chats that can have such
    /// threads.
    private record OwnThreadSettings(SubscriptionService subscriptions) {

        /// Empty if the chat cannot have such threads.
        Optional<Boolean> isOn(CommandContext context) {
            return context.request().features().ownThreads()
                    ? Optional.of(context.subscriber()
                            .filter(subscriber ->
                                    subscriptions.wantsOwnThreads(context.transaction(), subscriber.number()))
                            .isPresent())
                    : Optional.empty();
        }

        void set(CommandContext context, Subscriber subscriber, boolean wanted) {
            subscriptions.setOwnThreads(
                    context.transaction(),
                    subscriber.number(),
                    wanted && context.request().features().ownThreads());
        }
    }
}
