package digestbot.command;

import digestbot.digest.Perspective;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.SettingsPress;
import digestbot.edition.Styles;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.subscription.Layout;
import digestbot.subscription.Length;
import digestbot.subscription.SideChoice;
import digestbot.subscription.Subscription;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The screens of one subscription: what can be chosen, and its sides.
final class TopicScreens {

    /// As many as leave room for the other buttons in a Discord message.
    private static final int MOST_SIDES = 20;

    /// More would push everything else off a phone's screen.
    private static final int MOST_FIRSTS = 4;

    private final Library library;
    private final Styles styles;
    private final SubscriptionWords words;

    TopicScreens(Library library, Styles styles, SubscriptionWords words) {
        this.library = library;
        this.styles = styles;
        this.words = words;
    }

    /// What is chosen, the lengths, first sides and layouts to choose from, and the ways to everything else.
    Content topic(Asked asked, KnownTopic topic, Subscription subscription) {
        Words say = asked.words();
        long number = topic.number();
        List<List<Button>> rows = new ArrayList<>();
        rows.add(Arrays.stream(Length.values())
                .map(length -> Say.choice(
                        Say.capital(SubscriptionWords.length(say, length)),
                        new SettingsPress.SetLength(number, length),
                        length == subscription.reading().length()))
                .toList());
        Optional<StoredDigest> newest =
                library.newest(asked.transaction(), topic.topic().id(), asked.language());
        if (newest.filter(stored -> stored.digest().perspectives().size() > 1).isPresent()) {
            rows.addAll(Say.inPairs(firsts(say, newest.get(), subscription)));
            rows.add(Arrays.stream(Layout.values())
                    .map(layout -> Say.choice(
                            Say.capital(SubscriptionWords.layout(say, layout)),
                            new SettingsPress.SetLayout(number, layout),
                            layout == subscription.reading().layout()))
                    .toList());
        }
        rows.add(List.of(
                Say.button(say, Phrase.SIDES_BUTTON, new SettingsPress.Sides(number)),
                Say.button(say, Phrase.TIME_BUTTON, new SettingsPress.Time(number)),
                Say.button(say, Phrase.DAYS_BUTTON, new SettingsPress.Days(number))));
        List<Button> places = PlaceSettings.buttons(asked, number, subscription);
        if (!places.isEmpty()) {
            rows.add(places);
        }
        rows.add(List.of(
                Say.button(say, Phrase.BACK_BUTTON, new SettingsPress.Overview()),
                Say.button(say, Phrase.UNSUBSCRIBE_BUTTON, new Press.Unsubscribe(number))));
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(Say.capital(words.of(asked, subscription)));
        PlaceSettings.line(asked, subscription).ifPresent(paragraphs::add);
        paragraphs.add(say.say(Phrase.TOPIC_QUESTION));
        return Say.screen(topic.topic().name(), paragraphs, rows);
    }

    /// For each side, that it comes first. Of many sides, the order is chosen on a screen of its own.
    private List<Button> firsts(Words say, StoredDigest newest, Subscription subscription) {
        List<Perspective> all = newest.digest().perspectives();
        SideChoice chosen = subscription.reading().sides();
        if (all.size() > MOST_FIRSTS) {
            return List.of();
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> Say.choice(
                        say.say(Phrase.SIDE_FIRST, SubscriptionWords.name(styles.side(newest.digest(), i))),
                        new SettingsPress.SideFirst(newest.number(), i),
                        !chosen.isAll()
                                && chosen.ids()
                                        .getFirst()
                                        .equalsIgnoreCase(all.get(i).id())))
                .toList();
    }

    /// The newest digest's sides, those that are read with their place in the order, if they have one.
    Content sides(Asked asked, KnownTopic topic, Subscription subscription) {
        Words say = asked.words();
        List<Button> buttons = library.newest(asked.transaction(), topic.topic().id(), asked.language())
                .map(stored -> sides(stored, subscription.reading().sides()))
                .orElse(List.of());
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(buttons));
        rows.add(List.of(Say.choice(
                say.say(Phrase.ROTATING_BUTTON),
                new SettingsPress.AllSides(topic.number()),
                subscription.reading().sides().isAll())));
        rows.add(List.of(Say.button(say, Phrase.BACK_BUTTON, new SettingsPress.OfTopic(topic.number()))));
        return Say.screen(
                topic.topic().name(),
                List.of(Say.capital(words.of(asked, subscription)), say.say(Phrase.SIDES_QUESTION)),
                rows);
    }

    private List<Button> sides(StoredDigest stored, SideChoice chosen) {
        List<String> order =
                chosen.ids().stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
        boolean others = chosen.others() && !chosen.isAll();
        List<Perspective> all = stored.digest().perspectives();
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_SIDES, all.size()); i++) {
            int place = order.indexOf(all.get(i).id().toLowerCase(Locale.ROOT));
            String name = SubscriptionWords.name(styles.side(stored.digest(), i));
            buttons.add(Say.toggle(
                    place < 0 ? name : (place + 1) + ". " + name,
                    new SettingsPress.Side(stored.number(), i, place < 0 && !others),
                    place >= 0 || others));
        }
        return buttons;
    }
}
