package digestbot.chat.staff;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.DayParser;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicMessages;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.planning.ShownMessageCounts;
import digestbot.digest.DigestKey;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.ReviewPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Withdraws digests: asks for confirmation and carries it out.
public final class WithdrawalCommands implements Routes.Handler {

    private final Library library;
    private final Withdrawals withdrawals;
    private final AuditLog audit;
    private final ShownMessageCounts messages = new ShownMessageCounts();

    public WithdrawalCommands(Library library, Withdrawals withdrawals, AuditLog audit) {
        this.library = library;
        this.withdrawals = withdrawals;
        this.audit = audit;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Withdraw.class, (asked, typed) -> ask(asked, typed.topic(), typed.date()));
        routes.on(Press.Withdraw.class, this::pressed);
    }

    /// Shows what would be taken back, with a button for each digest.
    private Reply ask(CommandContext asked, String typedTopic, String typedDay) {
        Texts words = asked.words();
        if (typedTopic.isBlank() || typedDay.isBlank()) {
            return new Reply.Whisper(Replies.text(words, words.say(ReviewPhrase.WITHDRAW_HOW)));
        }
        Optional<LibraryTopic> topic = library.topic(asked.transaction(), typedTopic.strip());
        if (topic.isEmpty()) {
            return new Reply.Whisper(TopicMessages.unknown(asked, typedTopic, library.topics(asked.transaction())));
        }
        return switch (DayParser.read(asked, typedDay)) {
            case DayParser.Unclear(Content why) -> new Reply.Whisper(why);
            case DayParser.Either either -> new Reply.Whisper(either.question());
            case DayParser.Day(LocalDate day) -> ask(asked, topic.orElseThrow(), day);
        };
    }

    private Reply ask(CommandContext asked, LibraryTopic topic, LocalDate day) {
        Texts words = asked.words();
        List<StoredDigest> found =
                withdrawals.on(asked.transaction(), topic.topic().id(), day);
        if (found.isEmpty()) {
            String name = topic.topic().name();
            return new Reply.Whisper(Replies.text(words, words.say(DigestPhrase.NO_DIGEST_ON, name, words.day(day))));
        }
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (StoredDigest each : found) {
            String which = which(each.digest().key());
            String shown = messages(asked, each.number());
            lines.add(words.say(ReviewPhrase.WITHDRAW_LINE, each.digest().title(), which, shown));
            String label = words.say(ReviewPhrase.WITHDRAW_BUTTON, shown) + (found.size() == 1 ? "" : ": " + which);
            buttons.add(Button.ask(Replies.label(label), new Press.Withdraw(each.number())));
        }
        String title = words.say(ReviewPhrase.WITHDRAW_QUESTION, topic.topic().name(), words.day(day));
        return new Reply.Whisper(Replies.screen(title, lines, Replies.inRows(1, buttons)));
    }

    private static String which(DigestKey key) {
        return key.edition().isEmpty() ? key.language() : key.language() + ", " + key.edition();
    }

    private String messages(CommandContext asked, long digest) {
        long count = messages.count(asked.transaction(), digest, asked.now());
        return count > ShownMessageCounts.MOST_COUNTED
                ? asked.words().say(ReviewPhrase.WITHDRAW_MANY_MESSAGES, ShownMessageCounts.MOST_COUNTED)
                : asked.words().say(ReviewPhrase.WITHDRAW_MESSAGES, count);
    }

    private Reply pressed(CommandContext asked, Press.Withdraw press) {
        String taken = messages(asked, press.digest());
        if (!withdrawals.withdraw(asked.transaction(), press.digest())) {
            return asked.toast(DigestPhrase.WITHDRAWN);
        }
        audit.note(
                asked.transaction(),
                Actor.of(asked.request().person()),
                AuditAction.DIGEST_WITHDRAWN,
                new AuditSubject.Digest(press.digest()));
        return new Reply.Replace(Replies.text(asked.words().say(ReviewPhrase.WITHDRAW_DONE, taken)));
    }
}
