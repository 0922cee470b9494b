package digestbot.chat.staff;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.button.Press;
import digestbot.button.StaffPress;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.DayParser;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.read.DigestCommands;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.i18n.MistakePhrase;
import digestbot.i18n.ReviewPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.HeldDigests;
import digestbot.library.archive.HeldDigests.Held;
import digestbot.library.archive.WarningStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Digests that are held back: listed, looked at, released.
public final class HeldDigestCommands implements Routes.Handler {

    /// The number of digests that are listed; the others appear when these are released.
    private static final int MOST = 5;

    private static final int MOST_WARNINGS = 5;

    private final WarningStore warningStore = new WarningStore();
    private final HeldDigests holding;
    private final DigestCommands looking;
    private final AuditLog audit;

    public HeldDigestCommands(HeldDigests holding, DigestCommands looking, AuditLog audit) {
        this.holding = holding;
        this.looking = looking;
        this.audit = audit;
    }

    @Override
    public void register(Routes routes) {
        routes.on(StaffCommand.Release.class, (asked, typed) -> ask(asked, typed.topic(), typed.date()));
        routes.on(StaffPress.Held.class, (asked, _) -> Placement.screen(asked, all(asked)));
        routes.on(StaffPress.Look.class, this::look);
        routes.on(StaffPress.Release.class, this::release);
    }

    /// Releases the digest if exactly one matches; otherwise lists the matches.
    private Reply ask(CommandContext asked, String topic, String typedDay) {
        Texts words = asked.words();
        if (topic.isBlank()) {
            return new Reply.Whisper(all(asked));
        }
        if (typedDay.isBlank()) {
            return chosen(asked, topic, holding.of(asked.transaction(), topic));
        }
        return switch (DayParser.read(asked, typedDay)) {
            case DayParser.Unclear(Content why) -> new Reply.Whisper(why);
            case DayParser.Either either -> new Reply.Whisper(either.question());
            case DayParser.Day(LocalDate day) ->
                chosen(asked, Replies.echo(topic) + ", " + words.day(day), holding.on(asked.transaction(), topic, day));
        };
    }

    private Reply chosen(CommandContext asked, String typed, List<Held> found) {
        Texts words = asked.words();
        return switch (found.size()) {
            case 0 ->
                new Reply.Whisper(Replies.text(
                        words.say(ReviewPhrase.RELEASE_NOT_HELD, Replies.echo(typed)),
                        List.of(List.of(
                                Replies.button(words, ReviewPhrase.RELEASE_LIST_BUTTON, new StaffPress.Held())))));
            case 1 -> new Reply.Whisper(Replies.text(words, released(asked, found.getFirst())));
            default -> new Reply.Whisper(list(asked, found));
        };
    }

    private String released(CommandContext asked, Held held) {
        long number = held.digest().number();
        if (!holding.release(asked.transaction(), number)) {
            return asked.words().say(ReviewPhrase.RELEASE_NOT_HELD, which(asked, held));
        }
        audit.note(
                asked.transaction(),
                Actor.of(asked.request().person()),
                AuditAction.DIGEST_RELEASED,
                new AuditSubject.Digest(number));
        return asked.words().say(ReviewPhrase.RELEASE_DONE, which(asked, held));
    }

    /// All that are held back.
    private Content all(CommandContext asked) {
        return list(asked, holding.all(asked.transaction()));
    }

    private Content list(CommandContext asked, List<Held> all) {
        Texts words = asked.words();
        List<String> paragraphs = new ArrayList<>();
        List<List<Button>> rows = new ArrayList<>();
        for (Held held : all.subList(0, Math.min(MOST, all.size()))) {
            paragraphs.add(paragraph(asked, held));
            String dated = Replies.dated(
                    asked,
                    held.digest().digest().topic().name(),
                    held.digest().digest().key().day());
            long number = held.digest().number();
            rows.add(List.of(
                    Button.ask(
                            Replies.label(words.say(ReviewPhrase.RELEASE_BUTTON) + ": " + dated),
                            new StaffPress.Release(number)),
                    looking(words, number)));
        }
        if (all.isEmpty()) {
            paragraphs.add(words.say(ReviewPhrase.RELEASE_NOTHING));
        }
        rows.add(List.of(Replies.help(words)));
        return Replies.screen(words.say(ReviewPhrase.RELEASE_TITLE), paragraphs, rows);
    }

    private String paragraph(CommandContext asked, Held held) {
        Texts words = asked.words();
        String until = words.moment(held.until(), asked.preferences().zone());
        var text = new StringBuilder(words.say(ReviewPhrase.RELEASE_LINE, which(asked, held), until));
        List<Diagnostic> warnings = warningStore.of(
                asked.transaction(), held.digest().number(), held.digest().revision());
        warnings.stream()
                .limit(MOST_WARNINGS)
                .map(diagnostic ->
                        words.say(ReviewPhrase.RELEASE_WARNING, diagnostic.line(), quoted(diagnostic.message())))
                .forEach(line -> text.append('\n').append(line.replaceAll("\\p{Cntrl}+", " ")));
        return text.toString();
    }

    /// Replaces backticks with quotation marks, because plain text shows no code.
    private static String quoted(String message) {
        return message.replaceAll("`([^`]*)`", "“$1”");
    }

    private static String which(CommandContext asked, Held held) {
        DigestKey key = held.digest().digest().key();
        String day = Replies.day(asked.words(), held.digest());
        return day + " (" + key.language() + (key.edition().isEmpty() ? "" : ", " + key.edition()) + ")";
    }

    private static Button looking(Texts words, long digest) {
        return Replies.button(
                words, ReviewPhrase.RELEASE_PREVIEW_BUTTON, new StaffPress.Look(digest, new DigestView.Overview()));
    }

    /// The digest as a reader would see it, with what can be done with it below.
    private Reply look(CommandContext asked, StaffPress.Look press) {
        Optional<Held> held = holding.find(asked.transaction(), press.digest());
        if (held.isEmpty()) {
            return asked.toast(ReviewPhrase.RELEASE_GONE);
        }
        Texts words = asked.words();
        Content seen = looking.unopened(asked, held.orElseThrow().digest(), press.view());
        List<List<Button>> rows = new ArrayList<>();
        seen.buttons().stream()
                .map(row -> row.stream().flatMap(HeldDigestCommands::stillHeld).toList())
                .filter(row -> !row.isEmpty())
                .forEach(rows::add);
        rows.add(List.of(
                Replies.button(words, ReviewPhrase.RELEASE_BUTTON, new StaffPress.Release(press.digest())),
                Replies.button(words, ReviewPhrase.RELEASE_WITHDRAW_BUTTON, new Press.Withdraw(press.digest())),
                Replies.button(words, ReviewPhrase.RELEASE_LIST_BUTTON, new StaffPress.Held())));
        return new Reply.Replace(Content.of(seen.panels(), rows));
    }

    /// The button for the same view of what is held back; none for what only readers do.
    private static Stream<Button> stillHeld(Button button) {
        return button.action() instanceof Button.Action.Ask(Press.Show show)
                ? Stream.of(new Button(
                        button.label(),
                        new Button.Action.Ask(new StaffPress.Look(show.digest(), show.view())),
                        button.current()))
                : Stream.empty();
    }

    private Reply release(CommandContext asked, StaffPress.Release press) {
        return holding.find(asked.transaction(), press.digest())
                .<Reply>map(held ->
                        new Reply.Replace(Replies.text(released(asked, held), List.of(List.of(below(asked, press))))))
                .orElseGet(() -> asked.toast(ReviewPhrase.RELEASE_GONE));
    }

    private static Button below(CommandContext asked, StaffPress.Release press) {
        return Replies.button(
                asked.words(), MistakePhrase.SHOW_BUTTON, new Press.Show(press.digest(), new DigestView.Overview(), 0));
    }
}
