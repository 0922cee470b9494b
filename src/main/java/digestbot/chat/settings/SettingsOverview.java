package digestbot.chat.settings;

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
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record SettingsOverview(Library library, SubscriptionText subscriptionText) {

    /// The largest number of topics that leaves room for all other buttons of a Discord message.
    private static final int PAGE_SIZE = 10;

    Content choices(Scope scope, int requestedPage) {
        CommandContext context = scope.context();
        Texts texts = scope.texts();
        ListPage<ChosenTopic> page = page(scope, requestedPage);
        List<List<Button>> rows = page.rows(
                chosen -> Button.callback(
                        Replies.label(chosen.topic().name()),
                        new SettingsAction.Open(chosen.topic().number(), Screen.TOPIC)),
                SettingsAction.ShowSettings::new);
        rows.add(List.of(Replies.button(texts, "add-topic-button", new SubscribeAction.ShowTopics(0))));
        var here = new SettingsAction.Open(0, Screen.OVERVIEW);
        rows.add(List.of(
                Replies.button(texts, "zone-button", TimeZoneScreens.begin(context, here)),
                scope.open("quiet-button", Screen.QUIET)));
        List<Button> delivery = Settings.DELIVERY.stream()
                .flatMap(toggle -> toggle.button(scope))
                .toList();
        if (!delivery.isEmpty()) {
            rows.add(delivery);
        }
        rows.add(Stream.concat(
                        Stream.of(scope.open("language-button", Screen.LANGUAGE)), Settings.ANNOUNCEMENTS.button(scope))
                .toList());
        List<Button> last = new ArrayList<>();
        last.add(Replies.button(texts, "done-button", new SettingsAction.Close()));
        if (context.isStopped()) {
            last.add(Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()));
        } else if (!page.shown().isEmpty()) {
            last.add(Replies.button(texts, "stop-button", new SettingsAction.StopDeliveries()));
        }
        rows.add(last);
        return screen(scope, page, rows);
    }

    Content closed(Scope scope) {
        return screen(
                scope,
                page(scope, 0),
                List.of(List.of(Replies.button(scope.texts(), "settings-button", new SettingsAction.ShowSettings()))));
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

    private Content screen(Scope scope, ListPage<ChosenTopic> page, List<List<Button>> rows) {
        CommandContext context = scope.context();
        Texts texts = scope.texts();
        List<String> paragraphs = new ArrayList<>();
        if (context.isStopped()) {
            paragraphs.add(texts.format("stopped"));
        }
        paragraphs.add(
                page.shown().isEmpty()
                        ? texts.format("settings-nothing")
                        : page.shown().stream()
                                .map(chosen -> texts.format(
                                        "labelled",
                                        Replies.label(chosen.topic().name()),
                                        subscriptionText.describe(context, chosen.subscription())))
                                .collect(Collectors.joining("\n")));
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
