package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.SettingsPress;
import digestbot.subscription.PublishingStore;
import digestbot.subscription.Subscriber;
import digestbot.subscription.Subscription;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where in its chat something is delivered to, and whether it is passed on from there. Where there is nothing to
/// choose, nothing of it is seen.
final class PlaceSettings {

    private static final PublishingStore PUBLISHING = new PublishingStore();

    private PlaceSettings() {}

    /// Where the subscription goes; empty where there is but one place.
    static Optional<String> line(Asked asked, Subscription subscription) {
        long thread = subscription.thread();
        if (thread == 0 && here(asked) == 0) {
            return Optional.empty();
        }
        Surroundings around = asked.request().around();
        Phrase place = thread == 0 ? around.main() : thread == here(asked) ? around.here() : around.other();
        Words words = asked.words();
        return Optional.of(words.say(Phrase.PLACE_LINE, words.say(place)));
    }

    /// Other places that it can go to.
    static List<Button> buttons(Asked asked, long topic, Subscription subscription) {
        List<Button> buttons = new ArrayList<>();
        Words words = asked.words();
        if (subscription.thread() != here(asked)) {
            buttons.add(Say.button(words, Phrase.DELIVER_HERE_BUTTON, new SettingsPress.DeliverTo(topic, true)));
        }
        if (subscription.thread() != 0 && here(asked) != 0) {
            Phrase main = asked.request().around().toMain();
            buttons.add(Say.button(words, main, new SettingsPress.DeliverTo(topic, false)));
        }
        return buttons;
    }

    /// The subscription as the press wants it.
    static Subscription moved(Asked asked, Subscription subscription, SettingsPress.DeliverTo press) {
        return subscription.withThread(press.here() ? here(asked) : 0);
    }

    private static long here(Asked asked) {
        return asked.request().from().thread();
    }

    /// Passes on what is delivered, or stops that; empty where nobody can follow the chat.
    static Optional<Button> publishing(Asked asked) {
        if (!asked.request().around().followers()) {
            return Optional.empty();
        }
        var chat = asked.request().from().chat();
        boolean on = PUBLISHING.isWanted(asked.transaction(), chat.platform(), chat.id());
        return Optional.of(Say.toggle(asked.words().say(Phrase.PUBLISH_BUTTON), new SettingsPress.Publish(!on), on));
    }

    static void publish(Asked asked, Subscriber subscriber, boolean wanted) {
        PUBLISHING.set(asked.transaction(), subscriber.number(), wanted);
    }
}
