package digestbot.command;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.digest.DigestKey;
import digestbot.digest.Remark;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.StaffPress;
import digestbot.edition.View;
import digestbot.library.Holding;
import digestbot.library.Holding.Held;
import digestbot.library.WarningStore;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Digests that are held back: listed, looked at, released.
public final class Releasing {

    /// So many are listed; when they are released, the others are.
    private static final int MOST = 5;

    private static final int MOST_WARNINGS = 5;

    private final WarningStore warnings = new WarningStore();
    private final Holding holding;
    private final Looking looking;
    private final Audit audit;

    public Releasing(Holding holding, Looking looking, Audit audit) {
        this.holding = holding;
        this.looking = looking;
        this.audit = audit;
    }

    /// Releases what was typed if that is one digest, else shows what it may be.
    Reply ask(Asked asked, String topic, String typedDay) {
        Words words = asked.words();
        if (topic.isBlank()) {
            return new Reply.Whisper(all(asked));
        }
        if (typedDay.isBlank()) {
            return chosen(asked, topic, holding.of(asked.transaction(), topic));
        }
        return switch (Days.read(asked, typedDay)) {
            case Days.Unclear(Content why) -> new Reply.Whisper(why);
            case Days.Day(LocalDate day) ->
                chosen(asked, Say.echo(topic) + ", " + words.day(day), holding.on(asked.transaction(), topic, day));
        };
    }

    private Reply chosen(Asked asked, String typed, List<Held> found) {
        Words words = asked.words();
        return switch (found.size()) {
            case 0 ->
                new Reply.Whisper(Say.text(
                        words.say(Phrase.RELEASE_NOT_HELD, Say.echo(typed)),
                        List.of(List.of(Say.button(words, Phrase.RELEASE_LIST_BUTTON, new StaffPress.Held())))));
            case 1 -> new Reply.Whisper(Say.text(words, released(asked, found.getFirst())));
            default -> new Reply.Whisper(list(asked, found));
        };
    }

    private String released(Asked asked, Held held) {
        long number = held.digest().number();
        if (!holding.release(asked.transaction(), number)) {
            return asked.words().say(Phrase.RELEASE_NOT_HELD, which(asked, held));
        }
        audit.note(
                asked.transaction(),
                Actor.of(asked.request().person()),
                Deed.DIGEST_RELEASED,
                new Subject.Digest(number));
        return asked.words().say(Phrase.RELEASE_DONE, which(asked, held));
    }

    /// All that are held back.
    Content all(Asked asked) {
        return list(asked, holding.all(asked.transaction()));
    }

    private Content list(Asked asked, List<Held> all) {
        Words words = asked.words();
        List<String> paragraphs = new ArrayList<>();
        List<List<Button>> rows = new ArrayList<>();
        for (Held held : all.subList(0, Math.min(MOST, all.size()))) {
            paragraphs.add(paragraph(asked, held));
            String dated = Say.dated(
                    asked,
                    held.digest().digest().topic().name(),
                    held.digest().digest().key().day());
            long number = held.digest().number();
            rows.add(List.of(
                    Button.ask(
                            Say.label(words.say(Phrase.RELEASE_BUTTON) + ": " + dated), new StaffPress.Release(number)),
                    looking(words, number)));
        }
        if (all.isEmpty()) {
            paragraphs.add(words.say(Phrase.RELEASE_NOTHING));
        }
        rows.add(List.of(Say.help(words)));
        return Say.screen(words.say(Phrase.RELEASE_TITLE), paragraphs, rows);
    }

    private String paragraph(Asked asked, Held held) {
        Words words = asked.words();
        LocalDateTime until =
                LocalDateTime.ofInstant(held.until(), asked.preferences().zone());
        var text = new StringBuilder(words.say(Phrase.RELEASE_LINE, which(asked, held), words.moment(until)));
        List<Remark> doubts = warnings.of(
                asked.transaction(), held.digest().number(), held.digest().revision());
        doubts.stream()
                .limit(MOST_WARNINGS)
                .map(remark -> words.say(Phrase.RELEASE_WARNING, remark.line(), remark.message()))
                .forEach(line -> text.append('\n').append(line.replaceAll("\\p{Cntrl}+", " ")));
        return text.toString();
    }

    private static String which(Asked asked, Held held) {
        DigestKey key = held.digest().digest().key();
        String day = Say.day(asked.words(), held.digest());
        return day + " (" + key.language() + (key.edition().isEmpty() ? "" : ", " + key.edition()) + ")";
    }

    private static Button looking(Words words, long digest) {
        return Say.button(words, Phrase.RELEASE_LOOK_BUTTON, new StaffPress.Look(digest, new View.Overview()));
    }

    /// The digest as a reader would see it, with what can be done with it below.
    Reply look(Asked asked, StaffPress.Look press) {
        Optional<Held> held = holding.find(asked.transaction(), press.digest());
        if (held.isEmpty()) {
            return asked.toast(Phrase.RELEASE_GONE);
        }
        Words words = asked.words();
        Content seen = looking.unopened(asked, held.orElseThrow().digest(), press.view());
        List<List<Button>> rows = new ArrayList<>();
        seen.buttons().stream()
                .map(row -> row.stream().flatMap(Releasing::stillHeld).toList())
                .filter(row -> !row.isEmpty())
                .forEach(rows::add);
        rows.add(List.of(
                Say.button(words, Phrase.RELEASE_BUTTON, new StaffPress.Release(press.digest())),
                Say.button(words, Phrase.RELEASE_WITHDRAW_BUTTON, new Press.Withdraw(press.digest())),
                Say.button(words, Phrase.RELEASE_LIST_BUTTON, new StaffPress.Held())));
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

    Reply release(Asked asked, StaffPress.Release press) {
        return holding.find(asked.transaction(), press.digest())
                .<Reply>map(held ->
                        new Reply.Replace(Say.text(released(asked, held), List.of(List.of(below(asked, press))))))
                .orElseGet(() -> asked.toast(Phrase.RELEASE_GONE));
    }

    private static Button below(Asked asked, StaffPress.Release press) {
        return Say.button(
                asked.words(), Phrase.MISTAKE_SHOW_BUTTON, new Press.Show(press.digest(), new View.Overview(), 0));
    }
}
