package digestbot.chat.read;

import digestbot.audience.MistakeStore;
import digestbot.audience.MistakeStore.Mistake;
import digestbot.audience.MistakeStore.Reported;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.SubscriptionText;
import digestbot.chat.common.UnavailableDigest;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles;
import digestbot.digest.DigestView;
import digestbot.i18n.MistakePhrase;
import digestbot.i18n.Phrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.notice.AdminNotices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lets readers report mistakes in digests and notifies the admins.
public final class MistakeCommand implements Routes.Handler {

    /// The maximum number of reports per person and day.
    static final int MOST_A_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    /// The time after a report during which a description can be added.
    static final Duration WORDS_WITHIN = Duration.ofHours(1);

    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_PERSPECTIVES = 20;

    private final MistakeStore store = new MistakeStore();
    private final Library library;
    private final TopicStyles styles;
    private final AdminNotices notices;

    public MistakeCommand(Library library, TopicStyles styles, AdminNotices notices) {
        this.library = library;
        this.styles = styles;
        this.notices = notices;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Mistake.class, this::say);
        routes.on(Press.Mistake.class, this::ask);
        routes.on(Press.Report.class, this::pressed);
    }

    /// Asks what is wrong: in a form, or by a choice of the sides, which the presser alone sees.
    private Reply ask(CommandContext asked, Press.Mistake press) {
        Optional<StoredDigest> found = library.digest(asked.transaction(), press.digest());
        if (found.isEmpty()) {
            return UnavailableDigest.toast(asked, library, press.digest());
        }
        if (hasEnough(asked)) {
            return asked.toast(MistakePhrase.ENOUGH);
        }
        StoredDigest stored = found.orElseThrow();
        Content choice = choice(asked, stored);
        boolean apart = !asked.isPrivate() && asked.request().person().platform() == Platform.TELEGRAM;
        return apart
                ? Placement.beside(asked, press, choice)
                : new Reply.Compose(
                        asked.personalWords().say(MistakePhrase.BUTTON),
                        asked.personalWords().say(MistakePhrase.LABEL),
                        Optional.of(new Press.Report(stored.number(), press.shown())),
                        choice);
    }

    private Content choice(CommandContext asked, StoredDigest stored) {
        Texts words = asked.personalWords();
        List<Button> perspectives = new ArrayList<>();
        for (int i = 0;
                i < Math.min(MOST_PERSPECTIVES, stored.digest().perspectives().size());
                i++) {
            perspectives.add(Button.ask(
                    Replies.label(perspective(stored, i)),
                    new Press.Report(stored.number(), new DigestView.OnePerspective(i))));
        }
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(perspectives));
        rows.add(List.of(Replies.button(
                words, MistakePhrase.WHOLE_BUTTON, new Press.Report(stored.number(), new DigestView.Overview()))));
        return Replies.text(words.say(MistakePhrase.WHERE, title(asked, words, stored)), rows);
    }

    private String perspective(StoredDigest stored, int place) {
        return SubscriptionText.name(styles.perspective(stored.digest(), place));
    }

    /// With the language, where there is more than one of that day.
    private String title(CommandContext asked, Texts words, StoredDigest stored) {
        var key = stored.digest().key();
        String language = library.others(asked.transaction(), stored.number()).isEmpty()
                ? ""
                : ", " + words.languageName(key.language());
        return stored.digest().topic().name() + ", " + words.day(key.day()) + language;
    }

    /// Stores the report for the chosen perspective. A repeated press has no effect.
    private Reply pressed(CommandContext asked, Press.Report press) {
        return report(asked, press, "") ? thanks(asked, press, MistakePhrase.THANKS_SAY) : refusal(asked, press);
    }

    /// Takes the description of a mistake, from the form or after a perspective was chosen.
    private Reply say(CommandContext asked, Command.Mistake said) {
        String words = TextShortener.to(MOST_CHARACTERS, said.words().strip());
        if (said.about().isPresent()) {
            Press.Report about = said.about().orElseThrow();
            return report(asked, about, words) ? thanks(asked, about, MistakePhrase.THANKS) : refusal(asked, about);
        }
        Optional<Reported> last = store.last(
                        asked.transaction(),
                        asked.request().person(),
                        asked.now().minus(WORDS_WITHIN))
                .filter(reported -> !reported.said());
        if (words.isEmpty() || last.isEmpty()) {
            return new Reply.Whisper(Replies.text(asked.words(), asked.words().say(MistakePhrase.HOW)));
        }
        Mistake mistake = last.orElseThrow().mistake();
        if (library.digest(asked.transaction(), mistake.digest()).isEmpty()) {
            return UnavailableDigest.toast(asked, library, mistake.digest());
        }
        store.say(asked.transaction(), last.orElseThrow().number(), words);
        tell(asked, last.orElseThrow().number(), mistake, words);
        return thanks(asked, new Press.Report(mistake.digest(), view(mistake)), MistakePhrase.THANKS);
    }

    private Reply refusal(CommandContext asked, Press.Report about) {
        return library.digest(asked.transaction(), about.digest()).isEmpty()
                ? UnavailableDigest.toast(asked, library, about.digest())
                : asked.toast(MistakePhrase.ENOUGH);
    }

    private static Reply thanks(CommandContext asked, Press.Report about, Phrase phrase) {
        Texts words = asked.personalWords();
        var show = new Press.Show(about.digest(), about.about(), 0);
        Content content = Replies.text(
                words.say(phrase), List.of(List.of(Replies.button(words, MistakePhrase.SHOW_BUTTON, show))));
        return Placement.screen(asked, content);
    }

    /// @return whether the mistake is now reported, or was already
    private boolean report(CommandContext asked, Press.Report press, String words) {
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

    private boolean hasEnough(CommandContext asked) {
        return store.count(
                        asked.transaction(),
                        asked.request().person(),
                        asked.now().minus(DAY))
                >= MOST_A_DAY;
    }

    private static Mistake mistake(StoredDigest stored, DigestView about) {
        OptionalInt perspective = about instanceof DigestView.OnePerspective(int place)
                        && place < stored.digest().perspectives().size()
                ? OptionalInt.of(place)
                : OptionalInt.empty();
        return new Mistake(stored.number(), stored.revision(), perspective);
    }

    private static DigestView view(Mistake mistake) {
        return mistake.perspective().isPresent()
                ? new DigestView.OnePerspective(mistake.perspective().getAsInt())
                : new DigestView.Overview();
    }

    private void tell(CommandContext asked, long number, Mistake mistake, String said) {
        library.digest(asked.transaction(), mistake.digest())
                .map(stored ->
                        notices.tellOfReader(asked.transaction(), words -> notice(asked, words, stored, mistake, said)))
                .ifPresent(deliveries -> store.told(asked.transaction(), number, deliveries));
    }

    private Content notice(CommandContext asked, Texts words, StoredDigest stored, Mistake mistake, String said) {
        List<String> paragraphs = new ArrayList<>();
        String where = mistake.perspective().isPresent()
                ? perspective(stored, mistake.perspective().getAsInt())
                : words.say(MistakePhrase.WHOLE);
        paragraphs.add(words.say(MistakePhrase.NOTICE, title(asked, words, stored), mistake.revision(), where));
        if (!said.isEmpty()) {
            paragraphs.add(said.replaceAll("[\\p{Cntrl}&&[^\n]]+", " "));
        }
        var show = new Press.Show(stored.number(), view(mistake), 0);
        return Replies.screen("", paragraphs, List.of(List.of(Replies.button(words, MistakePhrase.SHOW_BUTTON, show))));
    }
}
