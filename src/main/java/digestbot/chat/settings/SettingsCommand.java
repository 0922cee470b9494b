package digestbot.chat.settings;

import digestbot.audience.Chat;
import digestbot.audience.PersonStore;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Region;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Routes;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.UnavailableDigest;
import digestbot.content.Content;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.time.ZoneId;
import java.util.Optional;

/// The settings of a chat. Each screen replaces the one before.
public final class SettingsCommand implements Routes.Handler {

    private final PersonStore persons = new PersonStore();
    private final Library library;
    private final SubscriptionService subscriptions;
    private final ChatSubscriptions mine;
    private final SettingsOverview overview;
    private final SubscriptionSettings ofSubscription;
    private final TopicKeyboard topics;
    private final OutletSettings outlets;

    public SettingsCommand(Library library, SubscriptionService subscriptions, TopicStyles styles) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.mine = new ChatSubscriptions(library, subscriptions);
        var words = new SubscriptionText(library, styles, subscriptions);
        this.overview = new SettingsOverview(library, mine, words);
        this.ofSubscription = new SubscriptionSettings(library, subscriptions, styles, words);
        this.topics = new TopicKeyboard(library, mine);
        this.outlets = new OutletSettings(library, subscriptions);
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Settings.class, (asked, _) -> new Reply.Whisper(overview.choices(asked, 0)));
        routes.on(Command.Zone.class, (asked, typed) -> zone(asked, typed.name()));
        routes.on(SettingsPress.class, this::pressed);
    }

    /// Sets the time zone by name, or asks which of several was meant.
    private Reply zone(CommandContext asked, String name) {
        return switch (TimeZoneAnswers.to(asked, name)) {
            case TimeZoneAnswers.Answer.Clear(ZoneId zone) ->
                new Reply.Whisper(
                        overview.choices(change(asked, asked.preferences().withZone(zone)), 0));
            case TimeZoneAnswers.Answer.Ask(Content question) -> new Reply.Whisper(question);
        };
    }

    private Reply pressed(CommandContext asked, SettingsPress press) {
        return switch (press) {
            case SettingsPress.Overview(int page) -> new Reply.Replace(overview.choices(asked, page));
            case SettingsPress.Done() -> new Reply.Replace(overview.closed(asked));
            case SettingsPress.OfSubscription about -> about(asked, about);
            case SettingsPress.AboutPerspective perspective -> perspective(asked, perspective);
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
            case SettingsPress.Regions() -> new Reply.Replace(TimeZoneScreens.regions(asked));
            case SettingsPress.Times(Region region) -> new Reply.Replace(TimeZoneScreens.times(asked, region));
            case SettingsPress.Places(Region region, int offset, int page) ->
                new Reply.Replace(TimeZoneScreens.places(asked, region, offset, page));
            case SettingsPress.SetZone(ZoneId zone) ->
                new Reply.Replace(
                        overview.choices(change(asked, asked.preferences().withZone(zone)), 0));
        };
    }

    private Reply about(CommandContext asked, SettingsPress.OfSubscription press) {
        Optional<LibraryTopic> topic = library.topic(asked.transaction(), press.topic());
        return topic.isEmpty()
                ? asked.toast(SubscriptionPhrase.TOPIC_GONE)
                : subscription(asked, topic.get())
                        .map(subscription -> ofSubscription.pressed(asked, topic.get(), subscription, press))
                        .orElseGet(() -> new Reply.Replace(topics.around(asked, topic.get())));
    }

    /// The press names the digest, so the ordinal identifies the perspective.
    private Reply perspective(CommandContext asked, SettingsPress.AboutPerspective press) {
        return library.digest(asked.transaction(), press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .flatMap(stored -> library.topic(
                                asked.transaction(), stored.digest().topic().id())
                        .map(topic -> subscription(asked, topic)
                                .map(subscription ->
                                        ofSubscription.perspective(asked, topic, subscription, stored.digest(), press))
                                .orElseGet(() -> new Reply.Replace(topics.around(asked, topic)))))
                .orElseGet(() -> UnavailableDigest.toast(asked, library, press.digest()));
    }

    private Optional<Subscription> subscription(CommandContext asked, LibraryTopic topic) {
        return mine.to(
                asked.transaction(),
                asked.request().from().chat(),
                topic.topic().id());
    }

    /// In a private chat this also sets the person's language, which is used for all replies that
    /// only they see.
    private Reply speak(CommandContext asked, String tag) {
        if (!Texts.languages().contains(tag)) {
            return new Reply.Replace(LanguageScreen.of(asked));
        }
        if (!asked.isPrivate()) {
            return new Reply.Replace(
                    overview.choices(change(asked, asked.preferences().withLanguage(tag)), 0));
        }
        persons.chooseLanguage(asked.transaction(), asked.request().person(), tag);
        CommandContext spoken = asked.speaking(tag);
        return new Reply.Replace(overview.choices(
                asked.own().isEmpty()
                        ? spoken
                        : change(spoken, asked.preferences().withLanguage(tag)),
                0));
    }

    private Reply publish(CommandContext asked, boolean wanted) {
        CommandContext chosen = change(asked, asked.preferences());
        DeliveryPlaceSettings.publish(chosen, chosen.own().orElseThrow(), wanted);
        return new Reply.Replace(overview.choices(chosen, 0));
    }

    private Content quiet(CommandContext asked, SettingsPress.OfQuietHours press) {
        Optional<QuietHours> wanted =
                QuietHoursScreen.wanted(asked.preferences().quiet(), press);
        return QuietHoursScreen.of(
                press instanceof SettingsPress.Quiet
                        ? asked
                        : change(asked, asked.preferences().withQuiet(wanted)));
    }

    private CommandContext change(CommandContext asked, Preferences preferences) {
        Chat chat = asked.request().from().chat();
        Subscriber subscriber = subscriptions.subscriber(asked.transaction(), chat, asked.preferences());
        if (!subscriber.preferences().equals(preferences)) {
            subscriptions.change(asked.transaction(), subscriber.number(), preferences);
        }
        return asked.with(new Subscriber(subscriber.number(), subscriber.chat(), preferences, subscriber.pausedWhy()));
    }
}
