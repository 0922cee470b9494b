package digestbot.chat.settings;

import digestbot.audience.Chat;
import digestbot.audience.Subscription;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.chat.common.SubscriptionText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.i18n.QuietHoursPhrase;
import digestbot.i18n.SettingsPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ZonePhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All settings of a chat at a glance.
final class SettingsOverview {

    /// The largest number of topics that leaves room for all other buttons of a Discord message.
    private static final int TOPICS_A_PAGE = 10;

    private final Library library;
    private final ChatSubscriptions mine;
    private final SubscriptionText words;

    SettingsOverview(Library library, ChatSubscriptions mine, SubscriptionText words) {
        this.library = library;
        this.mine = mine;
        this.words = words;
    }

    private record Chosen(LibraryTopic topic, Subscription subscription) {}

    /// The present settings, with a button for each.
    Content choices(CommandContext asked, int wanted) {
        Texts say = asked.words();
        ListPage<Chosen> page = page(asked, wanted);
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(page.shown().stream()
                .map(chosen -> Button.ask(
                        Replies.label(chosen.topic().topic().name()),
                        new SettingsPress.OfTopic(chosen.topic().number())))
                .toList()));
        rows.addAll(page.turns(SettingsPress.Overview::new));
        rows.add(List.of(Replies.button(say, SettingsPhrase.ADD_TOPIC_BUTTON, new Press.Topics(0))));
        rows.add(List.of(
                Replies.button(say, ZonePhrase.ZONE_BUTTON, new SettingsPress.Regions()),
                Replies.button(say, QuietHoursPhrase.QUIET_BUTTON, new SettingsPress.Quiet()),
                Replies.button(say, SettingsPhrase.LANGUAGE_BUTTON, new SettingsPress.Languages())));
        List<Button> toggles = new ArrayList<>();
        if (page.last() > 0 || page.shown().size() > 1) {
            boolean bundles = asked.preferences().bundles();
            toggles.add(Replies.toggle(
                    say.say(SettingsPhrase.BUNDLES_BUTTON), new SettingsPress.Bundles(!bundles), bundles));
        }
        if (!page.shown().isEmpty()) {
            boolean announcements = asked.preferences().announcements();
            toggles.add(Replies.toggle(
                    say.say(SettingsPhrase.ANNOUNCEMENTS_BUTTON),
                    new SettingsPress.Announcements(!announcements),
                    announcements));
        }
        DeliveryPlaceSettings.publishing(asked).ifPresent(toggles::add);
        if (!toggles.isEmpty()) {
            rows.add(toggles);
        }
        List<Button> last = new ArrayList<>();
        last.add(Replies.button(say, SettingsPhrase.DONE_BUTTON, new SettingsPress.Done()));
        if (asked.isStopped()) {
            last.add(Replies.button(say, SettingsPhrase.RESUME_BUTTON, new Press.Resume()));
        } else if (!page.shown().isEmpty()) {
            last.add(Replies.button(say, SettingsPhrase.STOP_BUTTON, new Press.Stop()));
        }
        rows.add(last);
        return screen(asked, page, rows);
    }

    /// The present settings, with a button back to the choices.
    Content closed(CommandContext asked) {
        return screen(
                asked,
                page(asked, 0),
                List.of(List.of(
                        Replies.button(asked.words(), SettingsPhrase.SETTINGS_BUTTON, new SettingsPress.Overview()))));
    }

    private ListPage<Chosen> page(CommandContext asked, int wanted) {
        Chat chat = asked.request().from().chat();
        List<Chosen> all = mine.all(asked.transaction(), chat).stream()
                .flatMap(listed -> library
                        .topic(asked.transaction(), listed.topic().id())
                        .stream()
                        .map(topic -> new Chosen(topic, listed.subscription())))
                .toList();
        return ListPage.of(all, TOPICS_A_PAGE, wanted);
    }

    private Content screen(CommandContext asked, ListPage<Chosen> page, List<List<Button>> rows) {
        Texts say = asked.words();
        List<String> paragraphs = new ArrayList<>();
        if (asked.isStopped()) {
            paragraphs.add(say.say(SubscriptionPhrase.STOPPED));
        }
        paragraphs.add(
                page.shown().isEmpty()
                        ? say.say(SettingsPhrase.SETTINGS_NOTHING)
                        : page.shown().stream()
                                .map(chosen ->
                                        Replies.label(chosen.topic().topic().name())
                                                + ": "
                                                + words.of(asked, chosen.subscription()))
                                .collect(Collectors.joining("\n")));
        if (mine.wantsAllTopics(asked.transaction(), asked.request().from().chat())) {
            paragraphs.add(say.say(SubscriptionPhrase.ALSO_NEW_TOPICS));
        }
        String quiet = asked.preferences()
                .quiet()
                .map(hours -> " · " + QuietHoursScreen.line(say, hours))
                .orElse("");
        paragraphs.add(
                TimeZoneScreens.now(asked) + quiet + " · " + language(asked).say(SettingsPhrase.LANGUAGE_NAME));
        return Replies.screen(
                say.say(asked.isPrivate() ? SettingsPhrase.SETTINGS_TITLE : SettingsPhrase.SETTINGS_TITLE_CHAT),
                paragraphs,
                rows);
    }

    /// The chat's language.
    private static Texts language(CommandContext asked) {
        return asked.isPrivate()
                ? asked.personalWords()
                : Texts.of(asked.preferences().language());
    }
}
