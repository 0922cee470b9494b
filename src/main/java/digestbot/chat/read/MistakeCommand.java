package digestbot.chat.read;

import digestbot.audience.MistakeStore;
import digestbot.audience.MistakeStore.MistakeReport;
import digestbot.audience.MistakeStore.Reported;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
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
import digestbot.notice.OperatorNotices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Lets readers report mistakes in digests, and notifies operators.
public final class MistakeCommand implements HandlerRegistry.Handler {

    /// The maximum number of reports per person and day.
    static final int MAX_PER_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    /// The time after a report during which a description can be added.
    static final Duration DESCRIPTION_WINDOW = Duration.ofHours(1);

    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_PERSPECTIVES = 20;

    private final MistakeStore store = new MistakeStore();
    private final Library library;
    private final TopicStyles styles;
    private final OperatorNotices notices;

    public MistakeCommand(Library library, TopicStyles styles, OperatorNotices notices) {
        this.library = library;
        this.styles = styles;
        this.notices = notices;
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.Mistake.class, this::describe);
        registry.on(Press.ReportMistake.class, this::ask);
        registry.on(Press.ReportMistakeIn.class, this::pressed);
    }

    /// Asks what is wrong: in a form, or with buttons for the perspectives, which only the presser
    /// sees.
    private Reply ask(CommandContext context, Press.ReportMistake press) {
        Optional<StoredDigest> found = library.digest(context.transaction(), press.digest());
        if (found.isEmpty()) {
            return UnavailableDigest.toast(context, library, press.digest());
        }
        if (isOverLimit(context)) {
            return context.toast(MistakePhrase.ENOUGH);
        }
        StoredDigest stored = found.orElseThrow();
        Content choice = choice(context, stored);
        boolean apart = !context.isPrivate() && context.request().person().platform() == Platform.TELEGRAM;
        return apart
                ? Placement.beside(context, press, choice)
                : new Reply.OpenModal(
                        context.personalTexts().format(MistakePhrase.BUTTON),
                        context.personalTexts().format(MistakePhrase.LABEL),
                        Optional.of(new Press.ReportMistakeIn(stored.number(), press.shown())),
                        choice);
    }

    private Content choice(CommandContext context, StoredDigest stored) {
        Texts texts = context.personalTexts();
        List<Button> perspectives = new ArrayList<>();
        for (int i = 0;
                i < Math.min(MAX_PERSPECTIVES, stored.digest().perspectives().size());
                i++) {
            perspectives.add(Button.callback(
                    Replies.label(perspective(stored, i)),
                    new Press.ReportMistakeIn(stored.number(), new DigestView.OnePerspective(i))));
        }
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(perspectives));
        rows.add(List.of(Replies.button(
                texts,
                MistakePhrase.WHOLE_BUTTON,
                new Press.ReportMistakeIn(stored.number(), new DigestView.Overview()))));
        return Replies.text(texts.format(MistakePhrase.WHERE, title(context, texts, stored)), rows);
    }

    private String perspective(StoredDigest stored, int place) {
        return SubscriptionText.name(styles.perspective(stored.digest(), place));
    }

    /// The title, with the language if there are several languages on that day.
    private String title(CommandContext context, Texts texts, StoredDigest stored) {
        var key = stored.digest().key();
        String language =
                library.otherLanguages(context.transaction(), stored.number()).isEmpty()
                        ? ""
                        : ", " + texts.languageName(key.language());
        return stored.digest().topic().name() + ", " + texts.day(key.day()) + language;
    }

    /// Stores the report for the chosen perspective. A repeated press has no effect.
    private Reply pressed(CommandContext context, Press.ReportMistakeIn press) {
        return report(context, press, "") ? thanks(context, press, MistakePhrase.THANKS_SAY) : refusal(context, press);
    }

    /// Stores the description of a mistake, from the form or after a perspective was chosen.
    private Reply describe(CommandContext context, Command.Mistake said) {
        String words = TextShortener.shorten(MAX_CHARACTERS, said.words().strip());
        if (said.about().isPresent()) {
            Press.ReportMistakeIn about = said.about().orElseThrow();
            return report(context, about, words)
                    ? thanks(context, about, MistakePhrase.THANKS)
                    : refusal(context, about);
        }
        Optional<Reported> last = store.last(
                        context.transaction(),
                        context.request().person(),
                        context.now().minus(DESCRIPTION_WINDOW))
                .filter(reported -> !reported.described());
        if (words.isEmpty() || last.isEmpty()) {
            return new Reply.EphemeralMessage(
                    Replies.text(context.texts(), context.texts().format(MistakePhrase.HOW)));
        }
        MistakeReport mistake = last.orElseThrow().mistake();
        if (library.digest(context.transaction(), mistake.digest()).isEmpty()) {
            return UnavailableDigest.toast(context, library, mistake.digest());
        }
        store.setDescription(context.transaction(), last.orElseThrow().number(), words);
        notifyAdmins(context, last.orElseThrow().number(), mistake, words);
        return thanks(context, new Press.ReportMistakeIn(mistake.digest(), view(mistake)), MistakePhrase.THANKS);
    }

    private Reply refusal(CommandContext context, Press.ReportMistakeIn about) {
        return library.digest(context.transaction(), about.digest()).isEmpty()
                ? UnavailableDigest.toast(context, library, about.digest())
                : context.toast(MistakePhrase.ENOUGH);
    }

    private static Reply thanks(CommandContext context, Press.ReportMistakeIn about, Phrase phrase) {
        Texts texts = context.personalTexts();
        var show = new Press.Show(about.digest(), about.about(), 0);
        Content content = Replies.text(
                texts.format(phrase), List.of(List.of(Replies.button(texts, MistakePhrase.SHOW_BUTTON, show))));
        return Placement.screen(context, content);
    }

    /// @return true if the mistake is reported now or was reported before
    private boolean report(CommandContext context, Press.ReportMistakeIn press, String words) {
        Optional<StoredDigest> stored = library.digest(context.transaction(), press.digest());
        if (stored.isEmpty()) {
            return false;
        }
        MistakeReport mistake = mistake(stored.orElseThrow(), press.about());
        Person person = context.request().person();
        boolean known = words.isEmpty()
                && store.last(context.transaction(), person, context.now().minus(DAY))
                        .filter(last -> last.mistake().equals(mistake))
                        .isPresent();
        if (known || isOverLimit(context)) {
            return known;
        }
        long number = store.add(context.transaction(), person, mistake, words, context.now());
        notifyAdmins(context, number, mistake, words);
        return true;
    }

    private boolean isOverLimit(CommandContext context) {
        return store.count(
                        context.transaction(),
                        context.request().person(),
                        context.now().minus(DAY))
                >= MAX_PER_DAY;
    }

    private static MistakeReport mistake(StoredDigest stored, DigestView about) {
        OptionalInt perspective = about instanceof DigestView.OnePerspective(int place)
                        && place < stored.digest().perspectives().size()
                ? OptionalInt.of(place)
                : OptionalInt.empty();
        return new MistakeReport(stored.number(), stored.revision(), perspective);
    }

    private static DigestView view(MistakeReport mistake) {
        return mistake.perspective().isPresent()
                ? new DigestView.OnePerspective(mistake.perspective().getAsInt())
                : new DigestView.Overview();
    }

    private void notifyAdmins(CommandContext context, long number, MistakeReport mistake, String said) {
        library.digest(context.transaction(), mistake.digest())
                .map(stored -> notices.notifyOfReport(
                        context.transaction(), (texts, _) -> notice(context, texts, stored, mistake, said)))
                .ifPresent(deliveries -> store.linkNotices(context.transaction(), number, deliveries));
    }

    private Content notice(
            CommandContext context, Texts texts, StoredDigest stored, MistakeReport mistake, String said) {
        List<String> paragraphs = new ArrayList<>();
        String where = mistake.perspective().isPresent()
                ? perspective(stored, mistake.perspective().getAsInt())
                : texts.format(MistakePhrase.WHOLE);
        paragraphs.add(texts.format(MistakePhrase.NOTICE, title(context, texts, stored), mistake.revision(), where));
        if (!said.isEmpty()) {
            paragraphs.add(said.replaceAll("[\\p{Cntrl}&&[^\n]]+", " "));
        }
        var show = new Press.Show(stored.number(), view(mistake), 0);
        return Replies.screen("", paragraphs, List.of(List.of(Replies.button(texts, MistakePhrase.SHOW_BUTTON, show))));
    }
}
