package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.RecipientsText;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.Trait;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.digest.Perspective;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The screens that choose the recipients: first the filter, then its value. All filters must
/// match.
final class RecipientScreens {

    private static final int MOST_TOPICS = 15;
    private static final int MOST_PERSPECTIVES = 15;
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);

    private final BroadcastDrafts broadcasts;
    private final RecipientCounter counts;
    private final RecipientChoices choices;

    RecipientScreens(BroadcastDrafts broadcasts, RecipientCounter counts, RecipientChoices choices) {
        this.broadcasts = broadcasts;
        this.counts = counts;
        this.choices = choices;
    }

    /// The number of recipients and a sample recipient.
    List<String> lines(CommandContext asked, Broadcast broadcast) {
        Recipients to = broadcast.to();
        var who = new RecipientsText(asked.words());
        var counted = counts.of(asked.transaction(), to);
        var names = choices.names(asked.transaction(), to, asked.language());
        List<String> lines = new ArrayList<>();
        lines.add(who.line(counted, to, names));
        if (counted.all() == 0 && !to.isEveryone()) {
            lines.add(Replies.capital(who.whom(to, names)));
        }
        who.example(counted).ifPresent(lines::add);
        return lines;
    }

    /// The present recipients, with buttons for each trait.
    ///
    /// @param unscheduled whether it is a draft again because of the last change
    Content traits(CommandContext asked, Broadcast broadcast, boolean unscheduled) {
        Texts words = asked.words();
        long number = broadcast.number();
        Recipients to = broadcast.to();
        List<Button> buttons = new ArrayList<>();
        if (broadcasts.platforms().size() > 1) {
            buttons.add(by(
                    words,
                    BroadcastPhrase.BY_PLATFORM,
                    number,
                    Trait.PLATFORM,
                    to.platform().isPresent()));
        }
        buttons.add(by(
                words, BroadcastPhrase.BY_TOPIC, number, Trait.TOPIC, to.topic().isPresent()));
        if (to.topic().isPresent()) {
            buttons.add(by(
                    words,
                    BroadcastPhrase.BY_PERSPECTIVE,
                    number,
                    Trait.PERSPECTIVE,
                    to.perspective().isPresent()));
        }
        buttons.add(by(
                words,
                BroadcastPhrase.BY_LANGUAGE,
                number,
                Trait.LANGUAGE,
                to.language().isPresent()));
        buttons.add(by(
                words,
                BroadcastPhrase.BY_ACTIVITY,
                number,
                Trait.ACTIVITY,
                to.activeDays().isPresent()));
        List<List<Button>> rows = new ArrayList<>();
        rows.add(List.of(Replies.choice(
                words.say(BroadcastPhrase.EVERYONE_BUTTON), new BroadcastPress.ToEveryone(number), to.isEveryone())));
        rows.addAll(Replies.inPairs(buttons));
        rows.add(List.of(Replies.toggle(
                words.say(BroadcastPhrase.IMPORTANT_BUTTON),
                new BroadcastPress.ToMuted(number, !to.important()),
                to.important())));
        rows.add(List.of(Replies.button(words, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.Show(number))));
        List<String> lines = new ArrayList<>(lines(asked, broadcast));
        if (unscheduled) {
            lines.add(words.say(BroadcastPhrase.NOT_SCHEDULED));
        }
        return Replies.screen(words.say(BroadcastPhrase.RECIPIENTS), lines, rows);
    }

    private static Button by(Texts words, Phrase label, long number, Trait trait, boolean chosen) {
        return Replies.toggle(words.say(label), new BroadcastPress.Choose(number, trait), chosen);
    }

    /// The values of one trait.
    Content values(CommandContext asked, Broadcast broadcast, Trait trait) {
        Texts words = asked.words();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                switch (trait) {
                    case PLATFORM -> platforms(words, broadcast);
                    case TOPIC -> topics(asked, broadcast);
                    case PERSPECTIVE -> perspectives(asked, broadcast);
                    case LANGUAGE -> languages(words, broadcast);
                    case ACTIVITY -> activities(words, broadcast);
                }));
        rows.add(List.of(
                Replies.button(words, BroadcastPhrase.BACK_BUTTON, new BroadcastPress.Recipients(broadcast.number()))));
        return Replies.text(words.say(BroadcastPhrase.RECIPIENTS), rows);
    }

    private List<Button> platforms(Texts words, Broadcast broadcast) {
        Optional<Platform> chosen = broadcast.to().platform();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(words, new BroadcastPress.ToPlatform(broadcast.number(), Optional.empty()), chosen.isEmpty()));
        broadcasts.platforms().stream()
                .map(Optional::of)
                .map(platform -> Replies.choice(
                        platform.orElseThrow().title(),
                        new BroadcastPress.ToPlatform(broadcast.number(), platform),
                        chosen.equals(platform)))
                .forEach(buttons::add);
        return buttons;
    }

    private List<Button> topics(CommandContext asked, Broadcast broadcast) {
        Optional<String> chosen = broadcast.to().topic();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(asked.words(), new BroadcastPress.ToTopic(broadcast.number(), 0), chosen.isEmpty()));
        choices.topics(asked.transaction()).stream()
                .limit(MOST_TOPICS)
                .map(known -> topic(broadcast, known, chosen))
                .forEach(buttons::add);
        return buttons;
    }

    private static Button topic(Broadcast broadcast, LibraryTopic known, Optional<String> chosen) {
        return Replies.choice(
                known.topic().name(),
                new BroadcastPress.ToTopic(broadcast.number(), known.number()),
                chosen.filter(known.topic().id()::equalsIgnoreCase).isPresent());
    }

    private List<Button> perspectives(CommandContext asked, Broadcast broadcast) {
        Recipients to = broadcast.to();
        List<Button> buttons = new ArrayList<>();
        choices.newest(asked.transaction(), to, asked.language()).ifPresent(stored -> {
            choices.topics(asked.transaction()).stream()
                    .filter(known -> to.topic()
                            .filter(known.topic().id()::equalsIgnoreCase)
                            .isPresent())
                    .map(known -> any(
                            asked.words(),
                            new BroadcastPress.ToTopic(broadcast.number(), known.number()),
                            to.perspective().isEmpty()))
                    .forEach(buttons::add);
            buttons.addAll(perspectives(broadcast, stored));
        });
        return buttons;
    }

    private static List<Button> perspectives(Broadcast broadcast, StoredDigest stored) {
        List<Button> buttons = new ArrayList<>();
        List<Perspective> all = stored.digest().perspectives();
        for (int i = 0; i < Math.min(MOST_PERSPECTIVES, all.size()); i++) {
            String id = all.get(i).id();
            buttons.add(Replies.choice(
                    all.get(i).name(),
                    new BroadcastPress.ToPerspective(broadcast.number(), stored.number(), i),
                    broadcast.to().perspective().filter(id::equalsIgnoreCase).isPresent()));
        }
        return buttons;
    }

    private static List<Button> languages(Texts words, Broadcast broadcast) {
        Optional<String> chosen = broadcast.to().language();
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(words, new BroadcastPress.ToLanguage(broadcast.number(), ""), chosen.isEmpty()));
        Texts.languages().stream()
                .map(tag -> Replies.choice(
                        Replies.capital(words.languageName(tag)),
                        new BroadcastPress.ToLanguage(broadcast.number(), tag),
                        chosen.equals(Optional.of(tag))))
                .forEach(buttons::add);
        return buttons;
    }

    private static List<Button> activities(Texts words, Broadcast broadcast) {
        int chosen = broadcast.to().activeDays().orElse(0);
        List<Button> buttons = new ArrayList<>();
        buttons.add(any(words, new BroadcastPress.ToActive(broadcast.number(), 0), chosen == 0));
        DAYS.stream()
                .map(days -> Replies.choice(
                        words.say(BroadcastPhrase.DAYS_BUTTON, days),
                        new BroadcastPress.ToActive(broadcast.number(), days),
                        chosen == days))
                .forEach(buttons::add);
        return buttons;
    }

    private static Button any(Texts words, BroadcastPress press, boolean chosen) {
        return Replies.choice(words.say(BroadcastPhrase.ANY_BUTTON), press, chosen);
    }
}
