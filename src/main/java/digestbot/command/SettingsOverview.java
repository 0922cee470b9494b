package digestbot.command;

import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Chat;
import digestbot.subscription.Subscription;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All settings of a chat at a glance.
final class SettingsOverview {

    /// As many as leave room for every other button in a Discord message.
    private static final int TOPICS_A_PAGE = 10;

    private final Library library;
    private final Mine mine;
    private final SubscriptionWords words;

    SettingsOverview(Library library, Mine mine, SubscriptionWords words) {
        this.library = library;
        this.mine = mine;
        this.words = words;
    }

    private record Chosen(KnownTopic topic, Subscription subscription) {}

    /// What is chosen, and a button for everything that can be.
    Content choices(Asked asked, int wanted) {
        Words say = asked.words();
        Page<Chosen> page = page(asked, wanted);
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(page.shown().stream()
                .map(chosen -> Button.ask(
                        Say.label(chosen.topic().topic().name()),
                        new SettingsPress.OfTopic(chosen.topic().number())))
                .toList()));
        rows.addAll(page.turns(SettingsPress.Overview::new));
        rows.add(List.of(Say.button(say, Phrase.ADD_TOPIC_BUTTON, new Press.Topics(0))));
        rows.add(List.of(
                Say.button(say, Phrase.ZONE_BUTTON, new SettingsPress.Regions()),
                Say.button(say, Phrase.QUIET_BUTTON, new SettingsPress.Quiet()),
                Say.button(say, Phrase.LANGUAGE_BUTTON, new SettingsPress.Languages())));
        List<Button> toggles = new ArrayList<>();
        if (page.shown().size() > 1) {
            boolean bundles = asked.preferences().bundles();
            toggles.add(Say.toggle(say.say(Phrase.BUNDLES_BUTTON), new SettingsPress.Bundles(!bundles), bundles));
        }
        if (!page.shown().isEmpty()) {
            boolean announcements = asked.preferences().announcements();
            toggles.add(Say.toggle(
                    say.say(Phrase.ANNOUNCEMENTS_BUTTON),
                    new SettingsPress.Announcements(!announcements),
                    announcements));
        }
        PlaceSettings.publishing(asked).ifPresent(toggles::add);
        if (!toggles.isEmpty()) {
            rows.add(toggles);
        }
        List<Button> last = new ArrayList<>();
        last.add(Say.button(say, Phrase.DONE_BUTTON, new SettingsPress.Done()));
        if (asked.isStopped()) {
            last.add(Say.button(say, Phrase.RESUME_BUTTON, new Press.Resume()));
        } else if (!page.shown().isEmpty()) {
            last.add(Say.button(say, Phrase.STOP_BUTTON, new Press.Stop()));
        }
        rows.add(last);
        return screen(asked, page, rows);
    }

    /// What is chosen, and the way back to the choices.
    Content closed(Asked asked) {
        return screen(
                asked,
                page(asked, 0),
                List.of(List.of(Say.button(asked.words(), Phrase.SETTINGS_BUTTON, new SettingsPress.Overview()))));
    }

    private Page<Chosen> page(Asked asked, int wanted) {
        Chat chat = asked.request().from().chat();
        List<Chosen> all = mine.all(asked.transaction(), chat).stream()
                .flatMap(listed -> library
                        .topic(asked.transaction(), listed.topic().id())
                        .stream()
                        .map(topic -> new Chosen(topic, listed.subscription())))
                .toList();
        return Page.of(all, TOPICS_A_PAGE, wanted);
    }

    private Content screen(Asked asked, Page<Chosen> page, List<List<Button>> rows) {
        Words say = asked.words();
        List<String> paragraphs = new ArrayList<>();
        if (asked.isStopped()) {
            paragraphs.add(say.say(Phrase.STOPPED));
        }
        paragraphs.add(
                page.shown().isEmpty()
                        ? say.say(Phrase.SETTINGS_NOTHING)
                        : page.shown().stream()
                                .map(chosen -> Say.label(chosen.topic().topic().name())
                                        + ": "
                                        + words.of(asked, chosen.subscription()))
                                .collect(Collectors.joining("\n")));
        if (mine.wantsAllTopics(asked.transaction(), asked.request().from().chat())) {
            paragraphs.add(say.say(Phrase.ALSO_NEW_TOPICS));
        }
        String quiet = asked.preferences()
                .quiet()
                .map(hours -> " · " + QuietScreen.line(say, hours))
                .orElse("");
        paragraphs.add(ZoneScreens.now(asked) + quiet + " · " + language(asked).say(Phrase.LANGUAGE_NAME));
        return Say.screen(
                say.say(asked.isPrivate() ? Phrase.SETTINGS_TITLE : Phrase.SETTINGS_TITLE_CHAT), paragraphs, rows);
    }

    /// The language that the chat is spoken to in.
    private static Words language(Asked asked) {
        return asked.isPrivate()
                ? asked.personalWords()
                : Words.of(asked.preferences().language());
    }
}
