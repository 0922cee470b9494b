package digestbot.chat.settings;

import digestbot.audience.CrosspostSettingStore;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.button.SettingsPress;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ThreadPhrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The settings of the place in a chat to which a topic is delivered, and of its publication from
/// there. Nothing is shown where there is no choice.
final class DeliveryPlaceSettings {

    private static final CrosspostSettingStore PUBLISHING = new CrosspostSettingStore();

    private DeliveryPlaceSettings() {}

    /// The place to which the subscription is delivered; empty where there is only one.
    static Optional<String> line(CommandContext asked, Subscription subscription) {
        long thread = subscription.thread();
        if (thread == 0 && here(asked) == 0) {
            return Optional.empty();
        }
        ChatFeatures around = asked.request().around();
        Phrase place = thread == 0 ? around.main() : thread == here(asked) ? around.here() : around.other();
        Texts words = asked.words();
        return Optional.of(words.say(ThreadPhrase.PLACE_LINE, words.say(place)));
    }

    /// Other places that it can go to.
    static List<Button> buttons(CommandContext asked, long topic, Subscription subscription) {
        List<Button> buttons = new ArrayList<>();
        Texts words = asked.words();
        if (subscription.thread() != here(asked)) {
            buttons.add(
                    Replies.button(words, ThreadPhrase.DELIVER_HERE_BUTTON, new SettingsPress.DeliverTo(topic, true)));
        }
        if (subscription.thread() != 0 && here(asked) != 0) {
            Phrase main = asked.request().around().toMain();
            buttons.add(Replies.button(words, main, new SettingsPress.DeliverTo(topic, false)));
        }
        return buttons;
    }

    /// The subscription as the press wants it.
    static Subscription moved(CommandContext asked, Subscription subscription, SettingsPress.DeliverTo press) {
        return subscription.withThread(press.here() ? here(asked) : 0);
    }

    private static long here(CommandContext asked) {
        return asked.request().from().thread();
    }

    /// The toggle for crossposting; empty if the chat cannot be followed.
    static Optional<Button> publishing(CommandContext asked) {
        if (!asked.request().around().followers()) {
            return Optional.empty();
        }
        var chat = asked.request().from().chat();
        boolean on = PUBLISHING.isWanted(asked.transaction(), chat.platform(), chat.id());
        return Optional.of(
                Replies.toggle(asked.words().say(ThreadPhrase.PUBLISH_BUTTON), new SettingsPress.Publish(!on), on));
    }

    static void publish(CommandContext asked, Subscriber subscriber, boolean wanted) {
        PUBLISHING.set(asked.transaction(), subscriber.number(), wanted);
    }
}
