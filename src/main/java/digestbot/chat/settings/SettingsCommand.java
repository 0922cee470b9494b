package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.action.ReadAction;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.HiddenOutletStore;
import digestbot.audience.QuietHours;
import digestbot.audience.Region;
import digestbot.audience.Subscriber;
import digestbot.audience.Subscription;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.TopicKeyboard;
import digestbot.chat.common.UnavailableDigest;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.DigestView;
import digestbot.digest.Outlets;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// The settings of a chat. Each screen replaces the previous one.
public final class SettingsCommand {

    private final Library library;
    private final SubscriptionService subscriptions;
    private final ChatSubscriptions chatSubscriptions;
    private final ChatSettings settings;
    private final SettingsOverview overview;
    private final SubscriptionSettings subscriptionSettings;
    private final TopicKeyboard topics;
    private final OutletSettings outlets;
    private final ZoneQuestions questions = new ZoneQuestions();

    public SettingsCommand(
            Library library, SubscriptionService subscriptions, TopicStyles styles, UsualPublicationTimes usualTimes) {
        this.library = library;
        this.subscriptions = subscriptions;
        this.chatSubscriptions = new ChatSubscriptions(library, subscriptions);
        var subscriptionText = new SubscriptionText(library, styles, subscriptions);
        var switches = new ChatSwitches(subscriptions);
        this.settings = new ChatSettings(subscriptions, switches);
        this.overview = new SettingsOverview(library, chatSubscriptions, subscriptionText, switches);
        this.subscriptionSettings = new SubscriptionSettings(
                subscriptions,
                new SubscriptionScreens(library, styles, subscriptionText, new SubscriptionStatus(library, usualTimes)),
                new DeliveryTimeScreens(subscriptionText),
                questions);
        this.topics = new TopicKeyboard(library, chatSubscriptions);
        this.outlets = new OutletSettings(library, subscriptions);
    }

    private Reply zone(CommandContext context, String name) {
        AfterZoneChoice after = questions.interrupted(context);
        if (Replies.quoteInput(name).isEmpty()) {
            return new Reply.EphemeralMessage(TimeZoneScreens.first(context, after));
        }
        return switch (TimeZoneResolver.resolve(context, name)) {
            case TimeZoneResolver.Resolution.Resolved(ZoneId zone) ->
                new Reply.EphemeralMessage(afterZone(settings.zone(context, zone), after));
            case TimeZoneResolver.Resolution.Question question ->
                new Reply.EphemeralMessage(TimeZoneScreens.question(context, question, after));
        };
    }

    public Reply answer(CommandContext context, SettingsAction action) {
        if (context.isPress()) {
            questions.end(context);
        }
        return switch (action) {
            case SettingsAction.SetTimeZone(String name) -> zone(context, name);
            case SettingsAction.StopDeliveries() -> Placement.screen(context, stop(context));
            case SettingsAction.ResumeDeliveries() -> Placement.screen(context, resume(context));
            case SettingsAction.ShowSettings(int page) -> Placement.screen(context, overview.choices(context, page));
            case SettingsAction.Close() -> new Reply.EditPressed(overview.closed(context));
            case SettingsAction.SubscriptionPress about -> about(context, about);
            case SettingsAction.PerspectivePress perspective -> perspective(context, perspective);
            case SettingsAction.HideOutlets hide -> outlets.choices(context, hide);
            case SettingsAction.SetOutletHidden outlet -> outlets.chosen(context, outlet);
            case SettingsAction.SetBundles(boolean wanted) -> turn(context, ChatSwitch.BUNDLES, wanted);
            case SettingsAction.SetBroadcasts(boolean wanted) -> turn(context, ChatSwitch.ANNOUNCEMENTS, wanted);
            case SettingsAction.SetCrossposting(boolean wanted) -> turn(context, ChatSwitch.CROSSPOSTING, wanted);
            case SettingsAction.SetDiscussions(boolean wanted) -> turn(context, ChatSwitch.DISCUSSIONS, wanted);
            case SettingsAction.SetOwnThreads(boolean wanted) -> turn(context, ChatSwitch.OWN_THREADS, wanted);
            case SettingsAction.QuietHoursPress quiet -> new Reply.EditPressed(quiet(context, quiet));
            case SettingsAction.Languages() -> new Reply.EditPressed(LanguageScreen.of(context));
            case SettingsAction.SetLanguage(String tag) -> setLanguage(context, tag);
            case SettingsAction.ZonePress zone -> new Reply.EditPressed(zone(context, zone));
        };
    }

    /// Stops all deliveries to the chat; its settings are kept.
    private Content stop(CommandContext context) {
        Texts texts = context.texts();
        if (!subscriptions.stop(context.transaction(), context.chat())) {
            return Replies.text(
                    texts.format("nothing-to-stop"),
                    List.of(List.of(Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)))));
        }
        return Replies.text(
                texts.format("stopped"),
                List.of(List.of(
                        Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()),
                        Replies.button(texts, "settings-button", new SettingsAction.ShowSettings()))));
    }

    private Content resume(CommandContext context) {
        Texts texts = context.texts();
        subscriptions.resume(context.transaction(), context.chat());
        return Replies.text(
                texts.format("resumed"),
                List.of(List.of(
                        Replies.button(texts, "settings-button", new SettingsAction.ShowSettings()),
                        Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)))));
    }

    private Content zone(CommandContext context, SettingsAction.ZonePress press) {
        if (!(press instanceof SettingsAction.SetZone)) {
            questions.keep(context, press.after());
        }
        return switch (press) {
            case SettingsAction.ShowCities(int page, AfterZoneChoice after) ->
                TimeZoneScreens.cities(context, page, after);
            case SettingsAction.ChooseRegion(AfterZoneChoice after) -> TimeZoneSteps.regions(context, after);
            case SettingsAction.ChooseClock(Region region, AfterZoneChoice after) ->
                TimeZoneSteps.times(context, region, after);
            case SettingsAction.ChooseZone chosen -> TimeZoneSteps.places(context, chosen);
            case SettingsAction.SetZone(ZoneId zone, AfterZoneChoice after) ->
                afterZone(settings.zone(context, zone), after);
        };
    }

    private Content afterZone(CommandContext context, AfterZoneChoice after) {
        return switch (after) {
            case AfterZoneChoice.Settings() -> overview.choices(context, 0);
            case AfterZoneChoice.QuietHours() -> QuietHoursScreen.of(context);
            case AfterZoneChoice.TopicTime(long number) -> time(context, number);
        };
    }

    private Content time(CommandContext context, long number) {
        return library.topic(context.transaction(), number)
                .flatMap(topic -> subscription(context, topic)
                        .map(subscription -> subscriptionSettings.time(context, topic, subscription)))
                .orElseGet(() -> overview.choices(context, 0));
    }

    private Reply about(CommandContext context, SettingsAction.SubscriptionPress press) {
        Optional<LibraryTopic> topic = library.topic(context.transaction(), press.topic());
        return topic.isEmpty()
                ? context.toast("topic-gone")
                : subscription(context, topic.get())
                        .map(subscription -> subscriptionSettings.pressed(context, topic.get(), subscription, press))
                        .orElseGet(() -> new Reply.EditPressed(topics.pageWith(context, topic.get())));
    }

    /// The press contains the digest's number, so the ordinal identifies the perspective.
    private Reply perspective(CommandContext context, SettingsAction.PerspectivePress press) {
        return library.digest(context.transaction(), press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .flatMap(stored -> library.topic(
                                context.transaction(), stored.digest().topic().id())
                        .map(topic -> subscription(context, topic)
                                .map(subscription -> subscriptionSettings.perspective(
                                        context, topic, subscription, stored.digest(), press))
                                .orElseGet(() -> new Reply.EditPressed(topics.pageWith(context, topic)))))
                .orElseGet(() -> UnavailableDigest.toast(context, library, press.digest()));
    }

    private Optional<Subscription> subscription(CommandContext context, LibraryTopic topic) {
        return chatSubscriptions.to(
                context.transaction(), context.chat(), topic.topic().id());
    }

    private Reply setLanguage(CommandContext context, String tag) {
        return new Reply.EditPressed(
                Texts.languages().contains(tag)
                        ? overview.choices(settings.language(context, tag), 0)
                        : LanguageScreen.of(context));
    }

    private Reply turn(CommandContext context, ChatSwitch which, boolean on) {
        return new Reply.EditPressed(overview.choices(settings.turn(context, which, on), 0));
    }

    /// Asks for the time zone first, because quiet hours are local times.
    private Content quiet(CommandContext context, SettingsAction.QuietHoursPress press) {
        if (!context.preferences().hasZone() && !(press instanceof SettingsAction.NoQuiet)) {
            return questions.ask(context, new AfterZoneChoice.QuietHours());
        }
        Optional<QuietHours> before = context.preferences().quiet();
        Optional<QuietHours> wanted = QuietHoursScreen.wanted(before, press);
        CommandContext changed = wanted.equals(before) ? context : settings.quiet(context, wanted);
        return switch (press) {
            case SettingsAction.ChooseQuietFrom(), SettingsAction.QuietFrom _ -> QuietHoursScreen.start(changed);
            case SettingsAction.ChooseQuietTo(), SettingsAction.QuietTo _ -> QuietHoursScreen.end(changed);
            case SettingsAction.ShowQuietHours(),
                    SettingsAction.SetQuiet _,
                    SettingsAction.SetQuietMode _,
                    SettingsAction.NoQuiet() -> QuietHoursScreen.of(changed);
        };
    }

    private static final class LanguageScreen {

        private LanguageScreen() {}

        static Content of(CommandContext context) {
            String current = context.isPrivate()
                    ? context.personalLanguage()
                    : context.preferences().language();
            List<List<Button>> rows = new ArrayList<>(Replies.inPairs(Texts.languages().stream()
                    .map(tag -> Replies.choice(
                            Texts.of(tag).format("language-name"),
                            new SettingsAction.SetLanguage(tag),
                            Texts.of(current).language().equals(tag)))
                    .toList()));
            rows.add(List.of(Replies.button(context.texts(), "back-button", new SettingsAction.ShowSettings())));
            return Replies.screen(
                    context.texts().format("language-button"),
                    List.of(context.texts().format("language-question")),
                    rows);
        }
    }

    /// The settings for hiding outlets from the sources: the outlets of a digest as toggles,
    /// checked if they are shown.
    private record OutletSettings(Library library, SubscriptionService subscriptions) {

        private static final int PAGE_SIZE = 10;

        private static final HiddenOutletStore STORE = new HiddenOutletStore();

        Reply choices(CommandContext context, SettingsAction.HideOutlets press) {
            return forDigest(
                    context, press.digest(), (stored, outlets) -> screen(context, stored, outlets, press.page()));
        }

        /// Nothing changes if a correction removed the outlet from the digest.
        Reply chosen(CommandContext context, SettingsAction.SetOutletHidden press) {
            return forDigest(context, press.digest(), (stored, outlets) -> {
                CommandContext now = press.ordinal() < outlets.size()
                        ? change(context, outlets.get(press.ordinal()), press.hidden())
                        : context;
                return screen(now, stored, outlets, press.ordinal() / PAGE_SIZE);
            });
        }

        private Reply forDigest(
                CommandContext context, long digest, BiFunction<StoredDigest, List<String>, Content> screen) {
            return library.digest(context.transaction(), digest)
                    .<Reply>map(stored -> new Reply.EditPressed(screen.apply(stored, Outlets.of(stored.digest()))))
                    .orElseGet(() -> UnavailableDigest.toast(context, library, digest));
        }

        private CommandContext change(CommandContext context, String outlet, boolean hidden) {
            Subscriber subscriber =
                    subscriptions.subscriber(context.transaction(), context.chat(), context.preferences());
            if (hidden) {
                STORE.hide(context.transaction(), subscriber.number(), outlet);
            } else {
                STORE.show(context.transaction(), subscriber.number(), outlet);
            }
            return context.with(subscriber);
        }

        private Content screen(CommandContext context, StoredDigest stored, List<String> outlets, int requestedPage) {
            Texts texts = context.texts();
            Set<String> hidden = context.subscriber()
                    .map(own -> STORE.of(context.transaction(), own.number()))
                    .orElse(Set.of());
            ListPage<Integer> page =
                    ListPage.of(IntStream.range(0, outlets.size()).boxed().toList(), PAGE_SIZE, requestedPage);
            List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                    .map(ordinal -> {
                        boolean shown = !hidden.contains(Outlets.key(outlets.get(ordinal)));
                        return Replies.toggle(
                                outlets.get(ordinal),
                                new SettingsAction.SetOutletHidden(stored.number(), ordinal, shown),
                                shown);
                    })
                    .toList()));
            rows.addAll(page.pageButtons(number -> new SettingsAction.HideOutlets(stored.number(), number)));
            rows.add(List.of(Replies.button(
                    texts, "back-button", new ReadAction.Show(stored.number(), new DigestView.Sources(), 0))));
            return Replies.screen(
                    stored.digest().topic().name(),
                    List.of(texts.format(outlets.isEmpty() ? "no-outlets" : "outlets-question")),
                    rows);
        }
    }

    /// Finds a time zone in three steps: the region, the current local time, the place.
    private static final class TimeZoneSteps {

        private static final int CLOCKS_A_ROW = 4;
        private static final int PAGE_SIZE = 16;

        private TimeZoneSteps() {}

        static Content regions(CommandContext context, AfterZoneChoice after) {
            Texts texts = context.texts();
            ZoneId current = context.preferences().zone();
            List<Button> buttons = new ArrayList<>();
            Arrays.stream(Region.values())
                    .map(region -> Replies.toggle(
                            texts.format(regionName(region)),
                            new SettingsAction.ChooseClock(region, after),
                            region.has(current)))
                    .forEach(buttons::add);
            buttons.add(Replies.choice(
                    "UTC",
                    new SettingsAction.SetZone(TimeZoneScreens.UTC, after),
                    current.equals(TimeZoneScreens.UTC)));
            return screen(
                    context,
                    texts.format("region-question"),
                    Replies.inPairs(buttons),
                    TimeZoneScreens.begin(context, after));
        }

        /// Step 2: the local time. The weekday distinguishes zones that are a whole day apart.
        static Content times(CommandContext context, Region region, AfterZoneChoice after) {
            int current = TimeZones.offset(context.preferences().zone(), context.now());
            boolean here = region.has(context.preferences().zone());
            List<Button> buttons = zones(region).stream()
                    .map(zone -> TimeZones.offset(zone, context.now()))
                    .distinct()
                    .sorted()
                    .map(offset -> Replies.toggle(
                            dayAndClock(context, offset),
                            new SettingsAction.ChooseZone(region, offset, 0, after),
                            here && offset == current))
                    .toList();
            return screen(
                    context,
                    context.texts().format("clock-question"),
                    Replies.inRows(CLOCKS_A_ROW, buttons),
                    new SettingsAction.ChooseRegion(after));
        }

        /// Step 3: the place. If no zone has that offset any more because of a clock change, shows
        /// step 2 again.
        static Content places(CommandContext context, SettingsAction.ChooseZone chosen) {
            Region region = chosen.region();
            AfterZoneChoice after = chosen.after();
            List<ZoneId> all = zones(region).stream()
                    .filter(zone -> TimeZones.offset(zone, context.now()) == chosen.offsetMinutes())
                    .sorted(Comparator.comparing(TimeZones::place))
                    .toList();
            if (all.isEmpty()) {
                return times(context, region, after);
            }
            ListPage<ZoneId> page = ListPage.of(all, PAGE_SIZE, chosen.page());
            List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                    .map(zone -> Replies.choice(
                            TimeZones.place(zone),
                            new SettingsAction.SetZone(zone, after),
                            zone.equals(context.preferences().zone())))
                    .toList()));
            rows.addAll(page.pageButtons(
                    number -> new SettingsAction.ChooseZone(region, chosen.offsetMinutes(), number, after)));
            return screen(
                    context,
                    context.texts().format("place-question", TimeZoneScreens.clock(context.now(), all.getFirst())),
                    rows,
                    new SettingsAction.ChooseClock(region, after));
        }

        private static Content screen(
                CommandContext context, String question, List<List<Button>> choices, SettingsAction back) {
            List<List<Button>> rows = new ArrayList<>(choices);
            rows.add(List.of(Replies.button(context.texts(), "back-button", back)));
            return TimeZoneScreens.screen(context, question, rows);
        }

        private static List<ZoneId> zones(Region region) {
            return TimeZones.places().stream().filter(region::has).toList();
        }

        private static String dayAndClock(CommandContext context, int offsetMinutes) {
            ZonedDateTime there = context.now().atZone(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
            return context.texts().weekday(there.getDayOfWeek()) + " " + TimeZoneScreens.CLOCK.format(there);
        }

        private static String regionName(Region region) {
            return switch (region) {
                case AFRICA -> "region-africa";
                case AMERICA -> "region-america";
                case ASIA -> "region-asia";
                case EUROPE -> "region-europe";
                case OCEANIA -> "region-oceania";
                case ISLANDS -> "region-islands";
            };
        }
    }
}
