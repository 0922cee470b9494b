package digestbot.chat.settings;

import digestbot.audience.PerspectiveChoice;
import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.audience.WordKind;
import digestbot.chat.ChatSubscriptions;
import digestbot.chat.CommandContext;
import digestbot.chat.ListPage;
import digestbot.chat.Placement;
import digestbot.chat.Replies;
import digestbot.chat.Reply;
import digestbot.chat.SubscriptionText;
import digestbot.chat.TopicKeyboard;
import digestbot.chat.UsualPublicationTimes;
import digestbot.chat.settings.Scope.ChosenTopic;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.digest.Digest;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of a chat. Each screen replaces the previous one.
public final class SettingsCommand {

    private final Library library;
    private final ChatSubscriptions chats;
    private final SettingsOverview overview;
    private final SubscriptionScreens screens;
    private final TimeScreens times;
    private final TopicKeyboard topics;

    public SettingsCommand(
            Library library, SubscriptionService subscriptions, TopicStyles styles, UsualPublicationTimes usualTimes) {
        this.library = library;
        this.chats = new ChatSubscriptions(library, subscriptions);
        var subscriptionText = new SubscriptionText(library, styles, subscriptions);
        this.overview = new SettingsOverview(library, subscriptionText);
        this.screens =
                new SubscriptionScreens(library, styles, subscriptionText, new SubscriptionStatus(library, usualTimes));
        this.times = new TimeScreens(subscriptionText);
        this.topics = new TopicKeyboard(library, chats);
    }

    public Reply answer(CommandContext context, SettingsAction action) {
        return switch (action) {
            case SettingsAction.SetTimeZone(String name) -> zone(context, name);
            case SettingsAction.StopDeliveries() -> Placement.screen(context, stop(context));
            case SettingsAction.ResumeDeliveries() -> Placement.screen(context, resume(context));
            case SettingsAction.ShowSettings(int page) ->
                Placement.screen(context, overview.choices(ofChat(context), page));
            case SettingsAction.TypedSettings(String role, String name) ->
                Placement.screen(context, typed(ofChat(context), role, name));
            case SettingsAction.Close() -> new Reply.EditPressed(overview.closed(ofChat(context)));
            case SettingsAction.Open(long topic, Screen screen) ->
                about(context, topic, screen, screen.needsZone(), scope -> new Reply.EditPressed(show(scope, screen)));
            case SettingsAction.OpenForDigest(long digest) -> ofDigest(context, digest);
            case SettingsAction.Choose choice -> choose(context, choice);
            case SettingsAction.PerspectivePress perspective -> perspective(context, perspective);
            case SettingsAction.ShowCities(int page, SettingsAction.Open after) ->
                new Reply.EditPressed(TimeZoneScreens.cities(context, page, after));
            case SettingsAction.SetZone(ZoneId zone, SettingsAction.Open after) ->
                new Reply.EditPressed(chooseZone(context, zone, after));
        };
    }

    private Content typed(Scope scope, String role, String name) {
        return role.isEmpty() || !Settings.hasRoles(scope)
                ? overview.choices(scope, 0)
                : overview.more(Settings.mention(scope, new MentionedRole(Long.parseUnsignedLong(role), name)));
    }

    private Scope ofChat(CommandContext context) {
        return new Scope(chats, context, Optional.empty());
    }

    /// The subscription to the topic; empty if there is none.
    private Optional<Scope> ofTopic(CommandContext context, LibraryTopic topic) {
        return chats.to(context.transaction(), context.chat(), topic.id())
                .map(found -> new Scope(chats, context, Optional.of(new ChosenTopic(topic, found))));
    }

    private Content show(Scope scope, Screen screen) {
        return switch (screen) {
            case OVERVIEW -> overview.choices(scope, 0);
            case WHEN -> overview.when(scope);
            case MORE -> overview.more(scope);
            case LANGUAGE -> languages(scope);
            case QUIET -> TimeScreens.quiet(scope);
            case QUIET_FROM -> TimeScreens.quietFrom(scope);
            case QUIET_UNTIL -> TimeScreens.quietUntil(scope);
            case TOPIC -> screens.topic(scope);
            case LENGTH -> screens.length(scope);
            case FIRST -> screens.first(scope);
            case PERSPECTIVES -> screens.perspectives(scope);
            case SCHEDULE -> times.schedule(scope);
            case TIME -> times.time(scope);
            case DAYS -> times.days(scope);
        };
    }

    /// Answers about the chat or, as the screen has it, about the subscription to a topic. Asks for
    /// the time zone first where the answer is about local times.
    private Reply about(
            CommandContext context, long number, Screen screen, boolean needsZone, Function<Scope, Reply> answer) {
        if (!screen.isOfTopic()) {
            return needsZone && !context.preferences().hasZone()
                    ? askForZone(context, new SettingsAction.Open(0, Screen.QUIET))
                    : answer.apply(ofChat(context));
        }
        Optional<LibraryTopic> topic = library.topic(context.transaction(), number);
        if (topic.isEmpty()) {
            return context.toast("topic-gone");
        }
        return ofTopic(context, topic.get())
                .map(scope -> needsZone && !context.preferences().hasZone()
                        ? askForZone(context, new SettingsAction.Open(number, Screen.TIME))
                        : answer.apply(scope))
                .orElseGet(() -> new Reply.EditPressed(topics.pageWith(context, topic.get())));
    }

    /// The pressed message shows the digest, and stays.
    private Reply ofDigest(CommandContext context, long digest) {
        return library.digest(context.transaction(), digest)
                .flatMap(stored -> library.topic(
                        context.transaction(), stored.digest().topic().id()))
                .<Reply>map(topic -> new Reply.EphemeralMessage(
                        ofTopic(context, topic).map(screens::topic).orElseGet(() -> topics.pageWith(context, topic))))
                .orElseGet(() -> context.unavailable(library, digest));
    }

    private Reply choose(CommandContext context, SettingsAction.Choose choice) {
        Optional<Setting<?>> found = Settings.find(choice.setting());
        if (found.isEmpty()) {
            return new Reply.EditPressed(overview.choices(ofChat(context), 0));
        }
        Setting<?> setting = found.get();
        boolean none = choice.value().equals(Settings.NONE);
        return about(context, choice.topic(), setting.screen(), setting.screen().needsZone() && !none, scope -> {
            if (setting.equals(Settings.DAYS) && none) {
                return context.toast("last-day");
            }
            Optional<Scope> changed = setting.choose(scope, choice.value());
            return new Reply.EditPressed(
                    show(changed.orElse(scope), changed.isPresent() ? after(setting, none) : setting.screen()));
        });
    }

    /// The language was chosen for the settings, and without a time there are no hours; all else has
    /// more to choose beside it.
    private static Screen after(Setting<?> setting, boolean none) {
        if (setting.equals(Settings.LANGUAGE)) {
            return Screen.OVERVIEW;
        }
        return none && setting.equals(Settings.TIME) ? Screen.SCHEDULE : setting.screen();
    }

    /// The press contains the digest's number, so the ordinal identifies the perspective.
    private Reply perspective(CommandContext context, SettingsAction.PerspectivePress press) {
        return library.digest(context.transaction(), press.digest())
                .filter(stored ->
                        press.ordinal() < stored.digest().perspectives().size())
                .flatMap(stored -> library.topic(
                                context.transaction(), stored.digest().topic().id())
                        .map(topic -> ofTopic(context, topic)
                                .map(scope -> perspective(scope, stored.digest(), press))
                                .orElseGet(() -> new Reply.EditPressed(topics.pageWith(context, topic)))))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    /// A perspective of the digest is taken in as the last one, left out, or comes first. Removing
    /// a perspective stores an explicit list of the remaining ones; otherwise perspectives that are
    /// added to the topic later are included. The last one stays: no perspective would mean all.
    private Reply perspective(Scope scope, Digest digest, SettingsAction.PerspectivePress press) {
        List<String> ids = digest.perspectives().stream().map(Perspective::id).toList();
        String perspective = ids.get(press.ordinal());
        PerspectiveChoice before = scope.reading().perspectives();
        return switch (press) {
            case SettingsAction.SetPerspective(long _, int _, boolean wanted) -> {
                PerspectiveChoice after = wanted ? before.with(perspective) : before.without(perspective, ids);
                yield after.isAll() && !before.isAll()
                        ? scope.context().toast("last-perspective")
                        : new Reply.EditPressed(
                                show(scope.with(scope.reading().withPerspectives(after)), Screen.PERSPECTIVES));
            }
            case SettingsAction.PerspectiveFirst _ ->
                new Reply.EditPressed(show(
                        scope.with(scope.reading().withPerspectives(before.first(perspective, ids))), Screen.FIRST));
        };
    }

    private static Content languages(Scope scope) {
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                Settings.LANGUAGE.buttons(scope, tag -> Texts.of(tag).format("language-name"), Texts.languages())));
        rows.add(List.of(Replies.button(scope.texts(), "back-button", new SettingsAction.ShowSettings())));
        return Replies.screen(
                scope.texts().format("language-button"), List.of(scope.texts().format("language-question")), rows);
    }

    private Reply zone(CommandContext context, String name) {
        String typed = Replies.quoteInput(name);
        if (typed.isEmpty()) {
            return new Reply.EphemeralMessage(TimeZoneScreens.cities(context, 0, TimeZoneScreens.SETTINGS));
        }
        List<ZoneId> named = TimeZones.named(typed);
        return new Reply.EphemeralMessage(
                named.size() == 1
                        ? chooseZone(context, named.getFirst(), TimeZoneScreens.SETTINGS)
                        : TimeZoneScreens.question(context, typed, named));
    }

    private static Reply askForZone(CommandContext context, SettingsAction.Open interrupted) {
        return new Reply.EditPressed(TimeZoneScreens.cities(context, 0, interrupted));
    }

    private Content chooseZone(CommandContext context, ZoneId zone, SettingsAction.Open after) {
        Scope scope = ofChat(context).with(context.preferences().withZone(zone));
        if (!after.screen().isOfTopic()) {
            return show(scope, after.screen());
        }
        return library.topic(context.transaction(), after.topic())
                .flatMap(topic -> ofTopic(scope.context(), topic))
                .map(found -> show(found, after.screen()))
                .orElseGet(() -> overview.choices(scope, 0));
    }

    /// Stops all deliveries to the chat; its settings are kept.
    private Content stop(CommandContext context) {
        Texts texts = context.texts();
        if (!chats.subscriptions().stop(context.transaction(), context.chat())) {
            return Replies.text(
                    texts.format("nothing-to-stop"),
                    Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
        }
        return Replies.text(
                texts.format("stopped"),
                Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()),
                Replies.button(texts, "settings-button", new SettingsAction.ShowSettings()));
    }

    private Content resume(CommandContext context) {
        Texts texts = context.texts();
        chats.subscriptions().resume(context.transaction(), context.chat());
        return Replies.text(
                texts.format("resumed"),
                Replies.button(texts, "settings-button", new SettingsAction.ShowSettings()),
                Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
    }

    private record SettingsOverview(Library library, SubscriptionText subscriptionText) {

        /// The largest number of topics that leaves room for all other buttons of a Discord
        /// message.
        private static final int PAGE_SIZE = 10;

        /// The root, or from page 1 on the topics.
        Content choices(Scope scope, int page) {
            return page > 0 ? topics(scope, page - 1) : root(scope);
        }

        private Content root(Scope scope) {
            Texts texts = scope.texts();
            ListPage<ChosenTopic> page = page(scope, 0);
            List<List<Button>> rows = new ArrayList<>();
            rows.add(List.of(
                    Replies.button(
                            texts,
                            "topics-button",
                            page.shown().isEmpty()
                                    ? new SubscribeAction.ShowTopics(0)
                                    : new SettingsAction.ShowSettings(1)),
                    scope.open("when-button", Screen.WHEN)));
            rows.add(List.of(scope.open("quiet-button", Screen.QUIET), scope.open("language-button", Screen.LANGUAGE)));
            rows.add(List.of(
                    scope.open("more-button", Screen.MORE),
                    Replies.button(texts, "done-button", new SettingsAction.Close())));
            if (scope.context().isStopped()) {
                rows.add(List.of(Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries())));
            }
            return screen(scope, page, rows);
        }

        Content closed(Scope scope) {
            return screen(
                    scope,
                    page(scope, 0),
                    List.of(List.of(
                            Replies.button(scope.texts(), "settings-button", new SettingsAction.ShowSettings()))));
        }

        private Content topics(Scope scope, int requestedPage) {
            ListPage<ChosenTopic> page = page(scope, requestedPage);
            List<List<Button>> rows = topics(page, Screen.TOPIC);
            rows.add(List.of(
                    back(scope.texts()),
                    Replies.button(scope.texts(), "add-topic-button", new SubscribeAction.ShowTopics(0))));
            return Replies.screen(
                    scope.texts().format("topics-button"), List.of(lines(scope, page), question(scope)), rows);
        }

        private static List<List<Button>> topics(ListPage<ChosenTopic> page, Screen screen) {
            return page.rows(
                    chosen -> Button.callback(
                            Replies.label(chosen.topic().name()),
                            new SettingsAction.Open(chosen.topic().number(), screen)),
                    number -> new SettingsAction.ShowSettings(number + 1));
        }

        /// The topics, whose schedules are chosen one by one, and the time zone of all of them.
        Content when(Scope scope) {
            ListPage<ChosenTopic> page = page(scope, 0);
            List<List<Button>> rows = topics(page, Screen.SCHEDULE);
            rows.add(List.of(
                    back(scope.texts()),
                    Replies.button(
                            scope.texts(),
                            "zone-button",
                            TimeZoneScreens.begin(new SettingsAction.Open(0, Screen.WHEN)))));
            return Replies.screen(
                    scope.texts().format("when-button"),
                    List.of(TimeZoneScreens.now(scope.context()), lines(scope, page)),
                    rows);
        }

        Content more(Scope scope) {
            Texts texts = scope.texts();
            Optional<MentionedRole> mentioned = Settings.mentioned(scope);
            List<List<Button>> rows = new ArrayList<>(Replies.inRows(
                    1,
                    Stream.concat(
                                    Stream.concat(Settings.DELIVERY.stream(), Stream.of(Settings.ANNOUNCEMENTS))
                                            .flatMap(toggle -> toggle.button(scope)),
                                    mentioned.stream()
                                            .map(role -> Replies.toggle(
                                                    texts.format("mention-button", role.name()),
                                                    Settings.MENTION.choice(scope, false),
                                                    true)))
                            .toList()));
            rows.add(List.of(
                    Replies.button(texts, "follow-title", new WordAction.ShowWords(WordKind.FOLLOW, 0)),
                    Replies.button(texts, "mute-title", new WordAction.ShowWords(WordKind.MUTE, 0))));
            List<Button> last = new ArrayList<>(List.of(back(texts)));
            if (!scope.context().isStopped() && !page(scope, 0).shown().isEmpty()) {
                last.add(Replies.button(texts, "stop-button", new SettingsAction.StopDeliveries()));
            }
            rows.add(last);
            List<String> paragraphs = mentioned.isEmpty() && Settings.hasRoles(scope)
                    ? List.of(question(scope), texts.format("mention-how"))
                    : List.of(question(scope));
            return Replies.screen(texts.format("more-button"), paragraphs, rows);
        }

        private static Button back(Texts texts) {
            return Replies.button(texts, "back-button", new SettingsAction.ShowSettings());
        }

        private static String question(Scope scope) {
            return scope.texts().format("topic-question");
        }

        /// Only the topics of the page are looked up, because a chat may have subscribed to thousands.
        private ListPage<ChosenTopic> page(Scope scope, int requestedPage) {
            var transaction = scope.context().transaction();
            var page =
                    ListPage.of(scope.chats().all(transaction, scope.context().chat()), PAGE_SIZE, requestedPage);
            return new ListPage<>(
                    page.shown().stream()
                            .flatMap(listed -> library
                                    .topic(transaction, listed.topic().id())
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
                                    Replies.label(chosen.topic().name()),
                                    subscriptionText.describe(scope.context(), chosen.subscription())))
                            .collect(Collectors.joining("\n"));
        }

        private Content screen(Scope scope, ListPage<ChosenTopic> page, List<List<Button>> rows) {
            CommandContext context = scope.context();
            Texts texts = scope.texts();
            List<String> paragraphs = new ArrayList<>();
            if (context.isStopped()) {
                paragraphs.add(texts.format("stopped"));
            }
            paragraphs.add(lines(scope, page) + (page.number() < page.last() ? "\n…" : ""));
            if (scope.chats().wantsAllTopics(context.transaction(), context.chat())) {
                paragraphs.add(texts.format("also-new-topics"));
            }
            if (Settings.lacksPins(scope)) {
                paragraphs.add(texts.format("pins-no-right"));
            }
            String quiet = context.preferences()
                    .quiet()
                    .map(hours -> " · " + TimeScreens.quiet(texts, hours))
                    .orElse("");
            paragraphs.add(TimeZoneScreens.now(context) + quiet + " · "
                    + Settings.language(scope).format("language-name"));
            return Replies.screen(
                    texts.format(context.isPrivate() ? "settings-title" : "settings-title-chat"), paragraphs, rows);
        }
    }
}
