package digestbot.chat;

import digestbot.audience.MistakeStore;
import digestbot.audience.MistakeStore.MistakeReport;
import digestbot.audience.Platform.Feature;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TextShortener;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.ReadAction;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.ops.notice.OperatorNotices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Lets readers report mistakes in digests, and notifies operators.
public record MistakeCommand(Library library, DigestLookup lookup, StyleRegistry styles, OperatorNotices notices) {

    /// The maximum number of reports per person and day.
    static final int MAX_PER_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_PERSPECTIVES = 20;
    private static final int MAX_DIGESTS = 6;

    private static final MistakeStore STORE = new MistakeStore();

    public Reply answer(CommandContext context, MistakeAction action) {
        return switch (action) {
            case MistakeAction.Mistake said -> describe(context, said);
            case MistakeAction.ReportMistake press -> ask(context, press);
            case MistakeAction.ReportMistakeIn press -> pressed(context, press);
        };
    }

    /// Asks what is wrong: in a form, or with buttons for the perspectives, which only the presser
    /// sees.
    private Reply ask(CommandContext context, MistakeAction.ReportMistake press) {
        return forReport(context, press.digest(), stored -> {
            Content choice = choice(context, stored);
            return asksInPrivateChat(context)
                    ? Placement.beside(context, press, choice)
                    : form(context, stored, new MistakeAction.ReportMistakeIn(stored.number(), press.shown()), choice);
        });
    }

    private static boolean asksInPrivateChat(CommandContext context) {
        return !context.isPrivate() && context.request().person().platform().has(Feature.START_LINKS);
    }

    private Reply pressed(CommandContext context, MistakeAction.ReportMistakeIn press) {
        return forReport(
                context, press.digest(), stored -> form(context, stored, press, question(context, stored, press)));
    }

    private Reply forReport(CommandContext context, long digest, Function<StoredDigest, Reply> reply) {
        Optional<StoredDigest> found = library.digest(context.transaction(), digest);
        if (found.isEmpty()) {
            return context.unavailable(library, digest);
        }
        return isOverLimit(context) ? context.toast("mistake-enough") : reply.apply(found.orElseThrow());
    }

    /// A form with the digest as its title.
    private static Reply form(
            CommandContext context, StoredDigest stored, MistakeAction.ReportMistakeIn about, Content fallback) {
        return new Reply.OpenModal(
                label(context, stored), context.personalTexts().format("mistake-label"), about, fallback);
    }

    private static String label(CommandContext context, StoredDigest stored) {
        return ReplyFactory.topicAndDate(
                context, stored.digest().topic().name(), stored.digest().key().day());
    }

    private Content question(CommandContext context, StoredDigest stored, MistakeAction.ReportMistakeIn about) {
        Texts texts = context.texts();
        String part = name(texts, stored, part(stored, about.about()));
        return context.linkTo(new MistakeAction.ReportMistake(stored.number(), about.about()))
                .map(link -> ReplyFactory.askForReply(
                        texts.format("mistake-write"),
                        texts.format("topic-and-day", title(context, texts, stored), part),
                        link,
                        texts.format("mistake-label")))
                .orElseGet(() -> ReplyFactory.text(texts, texts.format("mistake-label")));
    }

    private Content choice(CommandContext context, StoredDigest stored) {
        Texts texts = context.texts();
        List<Button> perspectives = new ArrayList<>();
        for (int i = 0;
                i < Math.min(MAX_PERSPECTIVES, stored.digest().perspectives().size());
                i++) {
            perspectives.add(context.askingButton(
                    ReplyFactory.label(perspective(stored, i)),
                    new MistakeAction.ReportMistakeIn(stored.number(), new DigestView.OnePerspective(i))));
        }
        List<List<Button>> rows = new ArrayList<>(ReplyFactory.inPairs(perspectives));
        rows.add(List.of(context.askingButton(
                texts.format("mistake-whole-button"),
                new MistakeAction.ReportMistakeIn(stored.number(), new DigestView.Overview()))));
        return ReplyFactory.text(texts.format("mistake-where", title(context, texts, stored)), rows);
    }

    private String perspective(StoredDigest stored, int place) {
        return SubscriptionText.name(styles.perspective(stored.digest(), place));
    }

    /// The title, with the language if there are several languages on that day.
    private String title(CommandContext context, Texts texts, StoredDigest stored) {
        var key = stored.digest().key();
        String day = ReplyFactory.day(texts, stored);
        return library.otherLanguages(context.transaction(), stored.number()).isEmpty()
                ? day
                : texts.list(List.of(day, texts.languageName(key.language())));
    }

    /// Stores the description of a mistake. Without a part, a digest is offered.
    private Reply describe(CommandContext context, MistakeAction.Mistake said) {
        String words = TextShortener.shorten(MAX_CHARACTERS, said.words().strip());
        return said.about().map(about -> store(context, about, words)).orElseGet(() -> chooseDigest(context, words));
    }

    private Reply store(CommandContext context, MistakeAction.ReportMistakeIn about, String words) {
        return forReport(context, about.digest(), stored -> {
            DigestView part = part(stored, about.about());
            OptionalInt place = part instanceof DigestView.OnePerspective(int ordinal)
                    ? OptionalInt.of(ordinal)
                    : OptionalInt.empty();
            var mistake = new MistakeReport(stored.number(), stored.revision(), place);
            long number = STORE.add(context.transaction(), context.request().person(), mistake, words, context.now());
            STORE.linkNotices(
                    context.transaction(),
                    number,
                    notices.notifyOfReport(
                            context.transaction(), (texts, _) -> notice(context, texts, stored, part, words)));
            return thanks(context, about);
        });
    }

    /// Offers the newest digests of the chat's topics; the only one is taken at once.
    private Reply chooseDigest(CommandContext context, String words) {
        List<StoredDigest> newest =
                lookup.newestOfOwn(context).limit(MAX_DIGESTS).toList();
        Texts texts = context.texts();
        if (newest.isEmpty()) {
            return new Reply.EphemeralMessage(DigestLookup.noTopics(context));
        }
        if (newest.size() == 1 && !asksInPrivateChat(context)) {
            long only = newest.getFirst().number();
            var whole = new DigestView.Overview();
            return words.isEmpty()
                    ? ask(context, new MistakeAction.ReportMistake(only, whole))
                    : store(context, new MistakeAction.ReportMistakeIn(only, whole), words);
        }
        return new Reply.EphemeralMessage(ReplyFactory.text(
                texts.format("mistake-which"),
                ReplyFactory.inPairs(
                        newest.stream().map(each -> button(context, each)).toList())));
    }

    private static Button button(CommandContext context, StoredDigest stored) {
        return context.askingButton(
                label(context, stored), new MistakeAction.ReportMistake(stored.number(), new DigestView.Overview()));
    }

    private static Reply thanks(CommandContext context, MistakeAction.ReportMistakeIn about) {
        Texts texts = context.texts();
        var show = new ReadAction.Show(about.digest(), about.about(), 0);
        Content content = ReplyFactory.text(
                texts.format("mistake-thanks"), ReplyFactory.button(texts, "mistake-show-button", show));
        return Placement.screen(context, content);
    }

    private boolean isOverLimit(CommandContext context) {
        return STORE.count(
                        context.transaction(),
                        context.request().person(),
                        context.now().minus(DAY))
                >= MAX_PER_DAY;
    }

    /// The perspective, or the digest as a whole.
    private static DigestView part(StoredDigest stored, DigestView about) {
        return about instanceof DigestView.OnePerspective(int place)
                        && place < stored.digest().perspectives().size()
                ? about
                : new DigestView.Overview();
    }

    private String name(Texts texts, StoredDigest stored, DigestView part) {
        return part instanceof DigestView.OnePerspective(int place)
                ? perspective(stored, place)
                : texts.format("mistake-whole");
    }

    private Content notice(CommandContext context, Texts texts, StoredDigest stored, DigestView part, String said) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(texts.format(
                "mistake-notice", title(context, texts, stored), stored.revision(), name(texts, stored, part)));
        if (!said.isEmpty()) {
            paragraphs.add(said.replaceAll("[\\p{Cntrl}&&[^\n]]+", " "));
        }
        var show = new ReadAction.Show(stored.number(), part, 0);
        return ReplyFactory.screen(
                "", paragraphs, List.of(List.of(ReplyFactory.button(texts, "mistake-show-button", show))));
    }
}
