package digestbot.chat.settings;

import digestbot.action.AfterZoneChoice;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.Chat;
import digestbot.audience.Subscription;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record SettingsOverview(
        Library library,
        ChatSubscriptions chatSubscriptions,
        SubscriptionText subscriptionText,
        ChatSwitches switches) {

    /// The largest number of topics that leaves room for all other buttons of a Discord message.
    private static final int PAGE_SIZE = 10;

    private record Chosen(LibraryTopic topic, Subscription subscription) {}

    Content choices(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        ListPage<Chosen> page = page(context, requestedPage);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(chosen -> Button.callback(
                        Replies.label(chosen.topic().topic().name()),
                        new SettingsAction.ShowSubscription(chosen.topic().number())))
                .toList()));
        rows.addAll(page.pageButtons(SettingsAction.ShowSettings::new));
        rows.add(List.of(Replies.button(texts, "add-topic-button", new SubscribeAction.ShowTopics(0))));
        rows.add(List.of(
                Replies.button(texts, "zone-button", TimeZoneScreens.begin(context, new AfterZoneChoice.Settings())),
                Replies.button(texts, "quiet-button", new SettingsAction.ShowQuietHours())));
        List<ChatSwitches.Position> positions =
                switches.shown(context, chosen(context).size());
        List<Button> delivery =
                toggles(texts, positions.stream().filter(position -> position.which() != ChatSwitch.ANNOUNCEMENTS));
        if (!delivery.isEmpty()) {
            rows.add(delivery);
        }
        List<Button> others = new ArrayList<>();
        others.add(Replies.button(texts, "language-button", new SettingsAction.Languages()));
        others.addAll(
                toggles(texts, positions.stream().filter(position -> position.which() == ChatSwitch.ANNOUNCEMENTS)));
        rows.add(others);
        List<Button> last = new ArrayList<>();
        last.add(Replies.button(texts, "done-button", new SettingsAction.Close()));
        if (context.isStopped()) {
            last.add(Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries()));
        } else if (!page.shown().isEmpty()) {
            last.add(Replies.button(texts, "stop-button", new SettingsAction.StopDeliveries()));
        }
        rows.add(last);
        return screen(context, page, rows);
    }

    private static List<Button> toggles(Texts texts, Stream<ChatSwitches.Position> positions) {
        return positions.map(position -> position.button(texts)).toList();
    }

    Content closed(CommandContext context) {
        return screen(
                context,
                page(context, 0),
                List.of(List.of(
                        Replies.button(context.texts(), "settings-button", new SettingsAction.ShowSettings()))));
    }

    private ListPage<Chosen> page(CommandContext context, int requestedPage) {
        return ListPage.of(chosen(context), PAGE_SIZE, requestedPage);
    }

    private List<Chosen> chosen(CommandContext context) {
        Chat chat = context.chat();
        return chatSubscriptions.all(context.transaction(), chat).stream()
                .flatMap(listed -> library
                        .topic(context.transaction(), listed.topic().id())
                        .stream()
                        .map(topic -> new Chosen(topic, listed.subscription())))
                .toList();
    }

    private Content screen(CommandContext context, ListPage<Chosen> page, List<List<Button>> rows) {
        Texts texts = context.texts();
        List<String> paragraphs = new ArrayList<>();
        if (context.isStopped()) {
            paragraphs.add(texts.format("stopped"));
        }
        paragraphs.add(
                page.shown().isEmpty()
                        ? texts.format("settings-nothing")
                        : page.shown().stream()
                                .map(chosen ->
                                        Replies.label(chosen.topic().topic().name())
                                                + ": "
                                                + subscriptionText.describe(context, chosen.subscription()))
                                .collect(Collectors.joining("\n")));
        if (chatSubscriptions.wantsAllTopics(context.transaction(), context.chat())) {
            paragraphs.add(texts.format("also-new-topics"));
        }
        DeliveryPlaceSettings.discussionsProblem(context).ifPresent(paragraphs::add);
        String quiet = context.preferences()
                .quiet()
                .map(hours -> " · " + QuietHoursScreen.line(texts, hours))
                .orElse("");
        paragraphs.add(TimeZoneScreens.now(context) + quiet + " · "
                + ChatSettings.language(context).format("language-name"));
        return Replies.screen(
                texts.format(context.isPrivate() ? "settings-title" : "settings-title-chat"), paragraphs, rows);
    }
}
