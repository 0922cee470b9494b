package digestbot.command;

import digestbot.delivery.AdminNotices;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.Shortened;
import digestbot.edition.Styles;
import digestbot.edition.View;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.subscription.MistakeStore;
import digestbot.subscription.MistakeStore.Mistake;
import digestbot.subscription.MistakeStore.Reported;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Readers say that something is wrong in a digest, and the admins hear of it.
public final class Mistakes {

    /// Nobody floods the admins.
    static final int MOST_A_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    /// So long after a report, what it is about can still be said.
    static final Duration WORDS_WITHIN = Duration.ofHours(1);

    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_SIDES = 20;

    private final MistakeStore store = new MistakeStore();
    private final Library library;
    private final Styles styles;
    private final AdminNotices notices;

    public Mistakes(Library library, Styles styles, AdminNotices notices) {
        this.library = library;
        this.styles = styles;
        this.notices = notices;
    }

    /// Asks what is wrong: in a form, or by a choice of the sides, which the presser alone sees.
    Reply ask(Asked asked, Press.Mistake press) {
        Optional<StoredDigest> found = library.digest(asked.transaction(), press.digest());
        if (found.isEmpty()) {
            return Gone.toast(asked, library, press.digest());
        }
        if (hasEnough(asked)) {
            return asked.toast(Phrase.MISTAKE_ENOUGH);
        }
        StoredDigest stored = found.orElseThrow();
        Content choice = choice(asked, stored);
        boolean apart = !asked.isPrivate() && asked.request().person().platform() == Platform.TELEGRAM;
        return apart
                ? new Reply.Aside(choice, 0, press.payload())
                : new Reply.Compose(
                        asked.personalWords().say(Phrase.MISTAKE_BUTTON),
                        asked.personalWords().say(Phrase.MISTAKE_LABEL),
                        Optional.of(new Press.Report(stored.number(), press.shown())),
                        choice);
    }

    private Content choice(Asked asked, StoredDigest stored) {
        Words words = asked.personalWords();
        List<Button> sides = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_SIDES, stored.digest().perspectives().size()); i++) {
            sides.add(Button.ask(Say.label(side(stored, i)), new Press.Report(stored.number(), new View.OneSide(i))));
        }
        List<List<Button>> rows = new ArrayList<>(Say.inPairs(sides));
        rows.add(List.of(Say.button(
                words, Phrase.MISTAKE_WHOLE_BUTTON, new Press.Report(stored.number(), new View.Overview()))));
        return Say.text(words.say(Phrase.MISTAKE_WHERE, title(asked, words, stored)), rows);
    }

    private String side(StoredDigest stored, int place) {
        return SubscriptionWords.name(styles.side(stored.digest(), place));
    }

    /// With the language, where there is more than one of that day.
    private String title(Asked asked, Words words, StoredDigest stored) {
        var key = stored.digest().key();
        String language = library.others(asked.transaction(), stored.number()).isEmpty()
                ? ""
                : ", " + words.languageName(key.language());
        return stored.digest().topic().name() + ", " + words.day(key.day()) + language;
    }

    /// A side was chosen. The same once more is nothing new.
    Reply pressed(Asked asked, Press.Report press) {
        return report(asked, press, "") ? thanks(asked, press, Phrase.MISTAKE_THANKS_SAY) : refusal(asked, press);
    }

    /// What is wrong, in words: from the form, or after a side was chosen.
    Reply say(Asked asked, Command.Mistake said) {
        String words = Shortened.to(MOST_CHARACTERS, said.words().strip());
        if (said.about().isPresent()) {
            Press.Report about = said.about().orElseThrow();
            return report(asked, about, words) ? thanks(asked, about, Phrase.MISTAKE_THANKS) : refusal(asked, about);
        }
        Optional<Reported> last = store.last(
                        asked.transaction(),
                        asked.request().person(),
                        asked.now().minus(WORDS_WITHIN))
                .filter(reported -> !reported.said());
        if (words.isEmpty() || last.isEmpty()) {
            return new Reply.Whisper(Say.text(asked.words(), asked.words().say(Phrase.MISTAKE_HOW)));
        }
        Mistake mistake = last.orElseThrow().mistake();
        if (library.digest(asked.transaction(), mistake.digest()).isEmpty()) {
            return Gone.toast(asked, library, mistake.digest());
        }
        store.say(asked.transaction(), last.orElseThrow().number(), words);
        tell(asked, last.orElseThrow().number(), mistake, words);
        return thanks(asked, new Press.Report(mistake.digest(), view(mistake)), Phrase.MISTAKE_THANKS);
    }

    private Reply refusal(Asked asked, Press.Report about) {
        return library.digest(asked.transaction(), about.digest()).isEmpty()
                ? Gone.toast(asked, library, about.digest())
                : asked.toast(Phrase.MISTAKE_ENOUGH);
    }

    private static Reply thanks(Asked asked, Press.Report about, Phrase phrase) {
        Words words = asked.personalWords();
        var show = new Press.Show(about.digest(), about.about(), 0);
        Content content =
                Say.text(words.say(phrase), List.of(List.of(Say.button(words, Phrase.MISTAKE_SHOW_BUTTON, show))));
        boolean pressed = asked.request().command() instanceof Command.Pressed;
        return pressed ? new Reply.Replace(content) : new Reply.Whisper(content);
    }

    /// @return whether it is reported now, or was before
    private boolean report(Asked asked, Press.Report press, String words) {
        Optional<StoredDigest> stored = library.digest(asked.transaction(), press.digest());
        if (stored.isEmpty()) {
            return false;
        }
        Mistake mistake = mistake(stored.orElseThrow(), press.about());
        Person person = asked.request().person();
        boolean known = words.isEmpty()
                && store.last(asked.transaction(), person, asked.now().minus(DAY))
                        .filter(last -> last.mistake().equals(mistake))
                        .isPresent();
        if (known || hasEnough(asked)) {
            return known;
        }
        long number = store.add(asked.transaction(), person, mistake, words, asked.now());
        tell(asked, number, mistake, words);
        return true;
    }

    private boolean hasEnough(Asked asked) {
        return store.count(
                        asked.transaction(),
                        asked.request().person(),
                        asked.now().minus(DAY))
                >= MOST_A_DAY;
    }

    private static Mistake mistake(StoredDigest stored, View about) {
        OptionalInt side = about instanceof View.OneSide(int place)
                        && place < stored.digest().perspectives().size()
                ? OptionalInt.of(place)
                : OptionalInt.empty();
        return new Mistake(stored.number(), stored.revision(), side);
    }

    private static View view(Mistake mistake) {
        return mistake.side().isPresent() ? new View.OneSide(mistake.side().getAsInt()) : new View.Overview();
    }

    private void tell(Asked asked, long number, Mistake mistake, String said) {
        library.digest(asked.transaction(), mistake.digest())
                .map(stored ->
                        notices.tellOfReader(asked.transaction(), words -> notice(asked, words, stored, mistake, said)))
                .ifPresent(deliveries -> store.told(asked.transaction(), number, deliveries));
    }

    private Content notice(Asked asked, Words words, StoredDigest stored, Mistake mistake, String said) {
        List<String> paragraphs = new ArrayList<>();
        String where =
                mistake.side().isPresent() ? side(stored, mistake.side().getAsInt()) : words.say(Phrase.MISTAKE_WHOLE);
        paragraphs.add(words.say(Phrase.MISTAKE_NOTICE, title(asked, words, stored), mistake.revision(), where));
        if (!said.isEmpty()) {
            paragraphs.add(said.replaceAll("[\\p{Cntrl}&&[^\n]]+", " "));
        }
        var show = new Press.Show(stored.number(), view(mistake), 0);
        return Say.screen("", paragraphs, List.of(List.of(Say.button(words, Phrase.MISTAKE_SHOW_BUTTON, show))));
    }
}
