package digestbot.chat.settings;

import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.audience.WordKind;
import digestbot.chat.ChatFeatures.Discussions;
import digestbot.chat.CommandContext;
import digestbot.chat.ListPage;
import digestbot.chat.Replies;
import digestbot.chat.SubscriptionText;
import digestbot.chat.settings.Scope.ChosenTopic;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record SettingsOverview(Library library, SubscriptionText subscriptionText) {

    /// The largest number of topics that leaves room for all other buttons of a Discord message.
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
                List.of(List.of(Replies.button(scope.texts(), "settings-button", new SettingsAction.ShowSettings()))));
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
                        scope.texts(), "zone-button", TimeZoneScreens.begin(new SettingsAction.Open(0, Screen.WHEN)))));
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

    private ListPage<ChosenTopic> page(Scope scope, int requestedPage) {
        return ListPage.of(chosen(scope), PAGE_SIZE, requestedPage);
    }

    private List<ChosenTopic> chosen(Scope scope) {
        var transaction = scope.context().transaction();
        return scope.chats().all(transaction, scope.context().chat()).stream()
                .flatMap(listed -> library.topic(transaction, listed.topic().id()).stream()
                        .map(topic -> new ChosenTopic(topic, listed.subscription())))
                .toList();
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
        if (context.request().features().discussions() == Discussions.NOT_PERMITTED
                && Settings.wantsDiscussions(scope)) {
            paragraphs.add(texts.format("discussions-no-right"));
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
