package digestbot.command;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.delivery.ShownMessages;
import digestbot.digest.DigestKey;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.library.Withdrawals;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Taking digests back from the chat: asked for, looked at, confirmed.
public final class Withdrawing {

    private final Library library;
    private final Withdrawals withdrawals;
    private final Audit audit;
    private final ShownMessages messages = new ShownMessages();

    public Withdrawing(Library library, Withdrawals withdrawals, Audit audit) {
        this.library = library;
        this.withdrawals = withdrawals;
        this.audit = audit;
    }

    /// Shows what would be taken back, with a button for each digest.
    Reply ask(Asked asked, String typedTopic, String typedDay) {
        Words words = asked.words();
        if (typedTopic.isBlank() || typedDay.isBlank()) {
            return new Reply.Whisper(Say.text(words, words.say(Phrase.WITHDRAW_HOW)));
        }
        Optional<KnownTopic> topic = library.topic(asked.transaction(), typedTopic.strip());
        if (topic.isEmpty()) {
            return new Reply.Whisper(Topics.unknown(asked, typedTopic, library.topics(asked.transaction())));
        }
        return switch (Days.read(asked, typedDay)) {
            case Days.Unclear(Content why) -> new Reply.Whisper(why);
            case Days.Day(LocalDate day) -> ask(asked, topic.orElseThrow(), day);
        };
    }

    private Reply ask(Asked asked, KnownTopic topic, LocalDate day) {
        Words words = asked.words();
        List<StoredDigest> found =
                withdrawals.on(asked.transaction(), topic.topic().id(), day);
        if (found.isEmpty()) {
            String name = topic.topic().name();
            return new Reply.Whisper(Say.text(words, words.say(Phrase.NO_DIGEST_ON, name, day.toString())));
        }
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (StoredDigest each : found) {
            String which = which(each.digest().key());
            lines.add(words.say(Phrase.WITHDRAW_LINE, each.digest().title(), which, messages(asked, each.number())));
            String label = found.size() == 1
                    ? words.say(Phrase.WITHDRAW_BUTTON)
                    : words.say(Phrase.WITHDRAW_BUTTON) + ": " + which;
            buttons.add(Button.ask(Say.label(label), new Press.Withdraw(each.number())));
        }
        String title = words.say(Phrase.WITHDRAW_QUESTION, topic.topic().name(), words.day(day));
        return new Reply.Whisper(Say.screen(title, lines, Say.inRows(1, buttons)));
    }

    private static String which(DigestKey key) {
        return key.edition().isEmpty() ? key.language() : key.language() + ", " + key.edition();
    }

    private String messages(Asked asked, long digest) {
        long count = messages.count(asked.transaction(), digest, asked.now());
        return count > ShownMessages.MOST_COUNTED
                ? asked.words().say(Phrase.WITHDRAW_MANY_MESSAGES, ShownMessages.MOST_COUNTED)
                : asked.words().say(Phrase.WITHDRAW_MESSAGES, count);
    }

    Reply pressed(Asked asked, Press.Withdraw press) {
        String taken = messages(asked, press.digest());
        if (!withdrawals.withdraw(asked.transaction(), press.digest())) {
            return asked.toast(Phrase.WITHDRAWN);
        }
        audit.note(
                asked.transaction(),
                Actor.of(asked.request().person()),
                Deed.DIGEST_WITHDRAWN,
                new Subject.Digest(press.digest()));
        return new Reply.Replace(Say.text(asked.words().say(Phrase.WITHDRAW_DONE, taken)));
    }
}
