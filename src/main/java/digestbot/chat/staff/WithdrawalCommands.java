package digestbot.chat.staff;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.ParsedDay;
import digestbot.chat.common.Replies;
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

/// Withdraws digests after a confirmation.
public final class WithdrawalCommands implements HandlerRegistry.Handler {

    private final Library library;
    private final Withdrawals withdrawals;
    private final AuditLog auditLog;
    private final ShownMessageCounts messages = new ShownMessageCounts();

    public WithdrawalCommands(Library library, Withdrawals withdrawals, AuditLog auditLog) {
        this.library = library;
        this.withdrawals = withdrawals;
        this.auditLog = auditLog;
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.Withdraw.class, (context, typed) -> ask(context, typed.topic(), typed.date()));
        registry.on(Press.WithdrawDigest.class, this::pressed);
    }

    /// Shows what would be withdrawn, with a button for each digest.
    private Reply ask(CommandContext context, String typedTopic, String typedDay) {
        Texts texts = context.texts();
        if (typedTopic.isBlank() || typedDay.isBlank()) {
            return new Reply.EphemeralMessage(Replies.text(texts, texts.format(ReviewPhrase.WITHDRAW_HOW)));
        }
        Optional<LibraryTopic> topic = library.topic(context.transaction(), typedTopic.strip());
        if (topic.isEmpty()) {
            return new Reply.EphemeralMessage(
                    TopicMessages.unknown(context, typedTopic, library.topics(context.transaction())));
        }
        return switch (ParsedDay.read(context, typedDay)) {
            case ParsedDay.Unclear(Content message) -> new Reply.EphemeralMessage(message);
            case ParsedDay.Either either -> new Reply.EphemeralMessage(either.question());
            case ParsedDay.ExactDay(LocalDate day) -> ask(context, topic.orElseThrow(), day);
        };
    }

    private Reply ask(CommandContext context, LibraryTopic topic, LocalDate day) {
        Texts texts = context.texts();
        List<StoredDigest> found =
                withdrawals.on(context.transaction(), topic.topic().id(), day);
        if (found.isEmpty()) {
            String name = topic.topic().name();
            return new Reply.EphemeralMessage(
                    Replies.text(texts, texts.format(DigestPhrase.NO_DIGEST_ON, name, texts.day(day))));
        }
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (StoredDigest each : found) {
            String which = description(each.digest().key());
            String shown = messages(context, each.number());
            lines.add(texts.format(ReviewPhrase.WITHDRAW_LINE, each.digest().title(), which, shown));
            String label = texts.format(ReviewPhrase.WITHDRAW_BUTTON, shown) + (found.size() == 1 ? "" : ": " + which);
            buttons.add(Button.callback(Replies.label(label), new Press.WithdrawDigest(each.number())));
        }
        String title =
                texts.format(ReviewPhrase.WITHDRAW_QUESTION, topic.topic().name(), texts.day(day));
        return new Reply.EphemeralMessage(Replies.screen(title, lines, Replies.inRows(1, buttons)));
    }

    private static String description(DigestKey key) {
        return key.edition().isEmpty() ? key.language() : key.language() + ", " + key.edition();
    }

    private String messages(CommandContext context, long digest) {
        long count = messages.count(context.transaction(), digest, context.now());
        return count > ShownMessageCounts.MAX_COUNTED
                ? context.texts().format(ReviewPhrase.WITHDRAW_MANY_MESSAGES, ShownMessageCounts.MAX_COUNTED)
                : context.texts().format(ReviewPhrase.WITHDRAW_MESSAGES, count);
    }

    private Reply pressed(CommandContext context, Press.WithdrawDigest press) {
        String taken = messages(context, press.digest());
        if (!withdrawals.withdraw(context.transaction(), press.digest())) {
            return context.toast(DigestPhrase.WITHDRAWN);
        }
        auditLog.record(
                context.transaction(),
                Actor.of(context.request().person()),
                AuditAction.DIGEST_WITHDRAWN,
                new AuditSubject.DigestSubject(press.digest()));
        return new Reply.EditPressed(Replies.text(context.texts().format(ReviewPhrase.WITHDRAW_DONE, taken)));
    }
}
