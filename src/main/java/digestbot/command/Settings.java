package digestbot.command;

import digestbot.delivery.Subscriptions;
import digestbot.edition.Content;
import digestbot.edition.SettingsPress;
import digestbot.edition.Styles;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Chat;
import digestbot.subscription.PersonStore;
import digestbot.subscription.Preferences;
import digestbot.subscription.QuietHours;
import digestbot.subscription.Region;
import digestbot.subscription.Subscriber;
import digestbot.subscription.Subscription;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.ZoneId;
import java.util.Optional;

/// What can be chosen for a chat, screen by screen, each in the place of the one before.
public final class Settings {

    private final PersonStore persons = new PersonStore();
    private final Library library;
    private final Subscriptions subscriptions;
    private final Mine mine;
    private final SettingsOverview overview;
    private final SubscriptionSettings ofSubscription;
    private final TopicKeyboard topics;
    private final OutletSettings outlets;

    public Settings(Library library, Subscriptions subscriptions, Styles styles) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.mine = new Mine(library, subscriptions);
        var words = new SubscriptionWords(library, styles, subscriptions);
        this.overview = new SettingsOverview(library, mine, words);
        this.ofSubscription = new SubscriptionSettings(library, subscriptions, styles, words);
        this.topics = new TopicKeyboard(library, mine);
        this.outlets = new OutletSettings(library, subscriptions);
    }

    Reply overview(Asked asked) {
        return new Reply.Whisper(overview.choices(asked, 0));
    }

    /// The zone of that name holds from now on, if it is clear which one it is.
    Reply zone(Asked asked, String name) {
        return switch (ZoneAnswers.to(asked, name)) {
            case ZoneAnswers.Answer.Clear(ZoneId zone) ->
                new Reply.Whisper(
                        overview.choices(change(asked, asked.preferences().withZone(zone)), 0));
            case ZoneAnswers.Answer.Ask(Content question) -> new Reply.Whisper(question);
        };
    }

    Reply pressed(Asked asked, SettingsPress press) {
        return switch (press) {
            case SettingsPress.Overview(int page) -> new Reply.Replace(overview.choices(asked, page));
            case SettingsPress.Done() -> new Reply.Replace(overview.closed(asked));
            case SettingsPress.OfSubscription about -> about(asked, about);
            case SettingsPress.AboutSide side -> side(asked, side);
            case SettingsPress.HideOutlets hide -> outlets.choices(asked, hide);
            case SettingsPress.Outlet outlet -> outlets.chosen(asked, outlet);
            case SettingsPress.Bundles(boolean wanted) ->
                new Reply.Replace(
                        overview.choices(change(asked, asked.preferences().withBundles(wanted)), 0));
            case SettingsPress.Announcements(boolean wanted) ->
                new Reply.Replace(
                        overview.choices(change(asked, asked.preferences().withAnnouncements(wanted)), 0));
            case SettingsPress.Publish(boolean wanted) -> publish(asked, wanted);
            case SettingsPress.OfQuietHours quiet -> new Reply.Replace(quiet(asked, quiet));
            case SettingsPress.Languages() -> new Reply.Replace(LanguageScreen.of(asked));
            case SettingsPress.SetLanguage(String tag) -> speak(asked, tag);
            case SettingsPress.Regions() -> new Reply.Replace(ZoneScreens.regions(asked));
            case SettingsPress.Times(Region region) -> new Reply.Replace(ZoneScreens.times(asked, region));
            case SettingsPress.Places(Region region, int offset, int page) ->
                new Reply.Replace(ZoneScreens.places(asked, region, offset, page));
            case SettingsPress.SetZone(ZoneId zone) ->
                new Reply.Replace(
                        overview.choices(change(asked, asked.preferences().withZone(zone)), 0));
        };
    }

    private Reply about(Asked asked, SettingsPress.OfSubscription press) {
        Optional<KnownTopic> topic = library.topic(asked.transaction(), press.topic());
        return topic.isEmpty()
                ? asked.toast(Phrase.TOPIC_GONE)
                : subscription(asked, topic.get())
                        .map(subscription -> ofSubscription.pressed(asked, topic.get(), subscription, press))
                        .orElseGet(() -> new Reply.Replace(topics.around(asked, topic.get())));
    }

    /// A side names its digest, so that its place there says which one it is.
    private Reply side(Asked asked, SettingsPress.AboutSide press) {
        return library.digest(asked.transaction(), press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .flatMap(stored -> library.topic(
                                asked.transaction(), stored.digest().topic().id())
                        .map(topic -> subscription(asked, topic)
                                .map(subscription ->
                                        ofSubscription.side(asked, topic, subscription, stored.digest(), press))
                                .orElseGet(() -> new Reply.Replace(topics.around(asked, topic)))))
                .orElseGet(() -> Gone.toast(asked, library, press.digest()));
    }

    private Optional<Subscription> subscription(Asked asked, KnownTopic topic) {
        return mine.to(
                asked.transaction(),
                asked.request().from().chat(),
                topic.topic().id());
    }

    /// In a private chat the choice is the person's as well: they are spoken to alike wherever they alone listen.
    private Reply speak(Asked asked, String tag) {
        if (!Words.languages().contains(tag)) {
            return new Reply.Replace(LanguageScreen.of(asked));
        }
        if (!asked.isPrivate()) {
            return new Reply.Replace(
                    overview.choices(change(asked, asked.preferences().withLanguage(tag)), 0));
        }
        persons.chooseLanguage(asked.transaction(), asked.request().person(), tag);
        Asked spoken = asked.speaking(tag);
        return new Reply.Replace(overview.choices(
                asked.own().isEmpty()
                        ? spoken
                        : change(spoken, asked.preferences().withLanguage(tag)),
                0));
    }

    private Reply publish(Asked asked, boolean wanted) {
        Asked chosen = change(asked, asked.preferences());
        PlaceSettings.publish(chosen, chosen.own().orElseThrow(), wanted);
        return new Reply.Replace(overview.choices(chosen, 0));
    }

    private Content quiet(Asked asked, SettingsPress.OfQuietHours press) {
        Optional<QuietHours> wanted = QuietScreen.wanted(asked.preferences().quiet(), press);
        return QuietScreen.of(
                press instanceof SettingsPress.Quiet
                        ? asked
                        : change(asked, asked.preferences().withQuiet(wanted)));
    }

    private Asked change(Asked asked, Preferences preferences) {
        Chat chat = asked.request().from().chat();
        Subscriber subscriber = subscriptions.subscriber(asked.transaction(), chat, asked.preferences());
        if (!subscriber.preferences().equals(preferences)) {
            subscriptions.change(asked.transaction(), subscriber.number(), preferences);
        }
        return asked.with(new Subscriber(subscriber.number(), subscriber.chat(), preferences, subscriber.pausedWhy()));
    }
}
