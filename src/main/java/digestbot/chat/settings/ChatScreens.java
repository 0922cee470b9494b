package digestbot.chat.settings;

import static digestbot.chat.settings.SettingsScreen.row;

import digestbot.audience.QuietHours;
import digestbot.audience.SubscriptionStore.SubscriptionWithTopic;
import digestbot.audience.WordKind;
import digestbot.chat.ListPage;
import digestbot.chat.ReplyFactory;
import digestbot.chat.SubscriptionText;
import digestbot.chat.settings.Scope.ChosenTopic;
import digestbot.chat.settings.SettingsScreen.Keys;
import digestbot.chat.settings.SettingsScreen.Row;
import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The screens about a whole chat.
record ChatScreens(Library library, SubscriptionText subscriptionText) {

    /// The largest number of topics that leaves room for all other buttons of a Discord message.
    private static final int PAGE_SIZE = 10;

    private static final Keys BACK = Keys.press("back-button", new SettingsAction.ShowSettings());

    /// All settings at a glance.
    SettingsScreen overview(Scope scope) {
        ListPage<ChosenTopic> page = page(scope, 0);
        Action topics = page.shown().isEmpty() ? new SubscribeAction.ShowTopics(0) : new SettingsAction.ShowSettings(1);
        return overview(
                scope,
                page,
                row(Keys.press("topics-button", topics), Keys.link("when-button", Screen.WHEN)),
                row(Keys.link("quiet-button", Screen.QUIET), Keys.link("language-button", Screen.LANGUAGE)),
                row(Keys.link("more-button", Screen.MORE), Keys.press("done-button", new SettingsAction.Close())),
                row(Keys.press("resume-button", new SettingsAction.ResumeDeliveries())
                        .when(scope.context().isStopped())));
    }

    SettingsScreen closed(Scope scope) {
        return overview(scope, page(scope, 0), row(Keys.press("settings-button", new SettingsAction.ShowSettings())));
    }

    private SettingsScreen overview(Scope scope, ListPage<ChosenTopic> page, Row... rows) {
        Texts texts = scope.texts();
        List<String> paragraphs = new ArrayList<>();
        if (scope.context().isStopped()) {
            paragraphs.add(texts.format("stopped"));
        }
        paragraphs.add(lines(scope, page) + (page.number() < page.last() ? "\n…" : ""));
        if (scope.chats().wantsAllTopics(scope.transaction(), scope.chat())) {
            paragraphs.add(texts.format("also-new-topics"));
        }
        if (Settings.lacksPins(scope)) {
            paragraphs.add(texts.format("pins-no-right"));
        }
        paragraphs.add(zoneAndQuiet(scope) + " · " + Settings.language(scope).format("language-name"));
        String title = scope.context().isPrivate() ? "settings-title" : "settings-title-chat";
        return new SettingsScreen(texts.format(title), paragraphs, rows);
    }

    /// The topics, to change one of them.
    SettingsScreen topics(Scope scope, int requestedPage) {
        ListPage<ChosenTopic> page = page(scope, requestedPage);
        return new SettingsScreen(
                scope.texts().format("topics-button"),
                List.of(lines(scope, page), scope.texts().format("topic-question")),
                topics(page, Screen.TOPIC),
                pages(page),
                row(BACK, Keys.press("add-topic-button", new SubscribeAction.ShowTopics(0))));
    }

    /// The schedule of all topics, the topics that have their own, and the time zone.
    SettingsScreen when(Scope scope) {
        List<SubscriptionWithTopic> all = scope.topics();
        ListPage<ChosenTopic> exceptions = page(
                scope,
                all.stream()
                        .filter(listed -> listed.subscription().hasOwnSchedule())
                        .toList(),
                0);
        Stream<String> lines = exceptions.shown().stream()
                .map(chosen -> scope.texts()
                        .format(
                                "labelled",
                                ReplyFactory.label(chosen.topic().name()),
                                SubscriptionText.when(
                                        scope.texts(), chosen.subscription().schedule())));
        return new SettingsScreen(
                scope.texts().format("when-button"),
                List.of(
                        TimeZoneScreens.now(scope),
                        Stream.concat(Stream.of(subscriptionText.ofAll(scope.context(), all)), lines)
                                .collect(Collectors.joining("\n"))),
                row(Keys.link("all-topics", Screen.SCHEDULE)),
                topics(exceptions, Screen.SCHEDULE),
                row(Keys.press("one-topic-button", new SettingsAction.ShowSettings(1))
                        .when(all.size() > 1)),
                row(BACK, TimeZoneScreens.key(Screen.WHEN)));
    }

    private static Row topics(ListPage<ChosenTopic> page, Screen screen) {
        return row(Keys.keys(page.shown().stream()
                .map(ChosenTopic::topic)
                .map(topic -> Button.callback(
                        ReplyFactory.label(topic.name()), new SettingsAction.Open(topic.number(), screen)))
                .toList()));
    }

    private static Row pages(ListPage<ChosenTopic> page) {
        return row(Keys.keys(page.pageButtons(number -> new SettingsAction.ShowSettings(number + 1)).stream()
                .flatMap(List::stream)
                .toList()));
    }

    private ListPage<ChosenTopic> page(Scope scope, int requestedPage) {
        return page(scope, scope.topics(), requestedPage);
    }

    /// Only the topics of the page are looked up, because a chat may have subscribed to thousands.
    private ListPage<ChosenTopic> page(Scope scope, List<SubscriptionWithTopic> all, int requestedPage) {
        var page = ListPage.of(all, PAGE_SIZE, requestedPage);
        return new ListPage<>(
                page.shown().stream()
                        .flatMap(listed -> library
                                .topic(scope.transaction(), listed.topic().id())
                                .stream()
                                .map(topic -> new ChosenTopic(topic, listed.subscription())))
                        .toList(),
                page.number(),
                page.last());
    }

    private String lines(Scope scope, ListPage<ChosenTopic> page) {
        Texts texts = scope.texts();
        return page.shown().isEmpty()
                ? texts.format("settings-nothing")
                : page.shown().stream()
                        .map(chosen -> texts.format(
                                "labelled",
                                ReplyFactory.label(chosen.topic().name()),
                                subscriptionText.describe(scope.context(), chosen.subscription())))
                        .collect(Collectors.joining("\n"));
    }

    static SettingsScreen language(Scope scope) {
        return new SettingsScreen(
                scope.texts().format("language-button"),
                List.of(scope.texts().format("language-question")),
                row(Keys.values(Settings.LANGUAGE, Texts.languages())),
                row(BACK));
    }

    static SettingsScreen more(Scope scope) {
        Texts texts = scope.texts();
        String question = texts.format("topic-question");
        boolean stops = !scope.context().isStopped() && !scope.topics().isEmpty();
        boolean explainsRoles =
                Settings.hasRoles(scope) && Settings.mentioned(scope).isEmpty();
        return new SettingsScreen(
                texts.format("more-button"),
                explainsRoles ? List.of(question, texts.format("mention-how")) : List.of(question),
                row(
                        1,
                        Keys.toggle(Settings.BUNDLES),
                        Keys.toggle(Settings.URGENT),
                        Keys.toggle(Settings.PINS),
                        Keys.toggle(Settings.BROADCASTS),
                        Keys.toggle(Settings.MENTION)),
                row(
                        Keys.press("follow-title", new WordAction.ShowWords(WordKind.FOLLOW, 0)),
                        Keys.press("mute-title", new WordAction.ShowWords(WordKind.MUTE, 0))),
                row(
                        BACK,
                        Keys.press("stop-button", new SettingsAction.StopDeliveries())
                                .when(stops)));
    }

    static SettingsScreen quiet(Scope scope) {
        return quiet(
                scope,
                row(Keys.values(Settings.QUIET, List.of(usual(21, 6), usual(22, 7), usual(23, 7), usual(23, 8)))),
                row(
                        Keys.link(
                                "quiet-from-button",
                                Screen.QUIET_FROM,
                                scope.quiet().from()),
                        Keys.link(
                                "quiet-to-button",
                                Screen.QUIET_UNTIL,
                                scope.quiet().to())),
                row(Keys.values(Settings.QUIET, List.of(Optional.empty())), TimeZoneScreens.key(Screen.QUIET)),
                row(BACK));
    }

    private static Optional<QuietHours> usual(int from, int to) {
        return Optional.of(new QuietHours(LocalTime.of(from, 0), LocalTime.of(to, 0)));
    }

    static SettingsScreen quietFrom(Scope scope) {
        LocalTime until = scope.quiet().to();
        return quietEdge(scope, Settings.QUIET_FROM, scope.quiet().from(), until, 18, 19, 20, 21, 22, 23, 0, 1, 2);
    }

    static SettingsScreen quietUntil(Scope scope) {
        LocalTime from = scope.quiet().from();
        return quietEdge(scope, Settings.QUIET_UNTIL, scope.quiet().to(), from, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    /// A step that would make both edges equal is skipped.
    private static SettingsScreen quietEdge(
            Scope scope, Setting<LocalTime> setting, LocalTime edge, LocalTime other, int... hours) {
        return quiet(
                scope,
                row(3, Keys.hours(setting, time -> time, hours)),
                row(
                        4,
                        Keys.steps(
                                setting,
                                step -> edge.plusMinutes(edge.plusMinutes(step).equals(other) ? 2 * step : step))),
                row(Keys.link("back-button", Screen.QUIET)));
    }

    private static SettingsScreen quiet(Scope scope, Row... rows) {
        Texts texts = scope.texts();
        String effect = scope.preferences()
                .quiet()
                .map(hours -> texts.format("quiet-holds", hours.to()))
                .orElseGet(() -> texts.format("quiet-question"));
        return new SettingsScreen(texts.format("quiet-button"), List.of(zoneAndQuiet(scope), effect), rows);
    }

    /// For example “Time zone: Berlin (now 13:00) · quiet 22:00–07:00”.
    private static String zoneAndQuiet(Scope scope) {
        Optional<String> quiet = scope.preferences()
                .quiet()
                .map(hours -> " · " + scope.texts().format("quiet-line", hours.from(), hours.to()));
        return TimeZoneScreens.now(scope) + quiet.orElse("");
    }
}
