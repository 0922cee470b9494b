package digestbot.chat;

import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.content.action.OperatorAction;
import digestbot.delivery.planning.CorrectionPlanningStore;
import digestbot.digest.DigestKey;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.Withdrawals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Withdraws digests after a confirmation.
public record WithdrawalCommands(Library library, Withdrawals withdrawals, AuditStore auditLog) {

    private static final int OFFERED = 5;

    private record Choice(String line, String label, Action press) {}

    public Reply cancelled(CommandContext context) {
        return context.edit("withdraw-cancelled");
    }

    public Reply ask(CommandContext context, String typedTopic, String typedDay) {
        if (typedTopic.isBlank() || typedDay.isBlank()) {
            return choose(context);
        }
        Optional<LibraryTopic> topic = library.topic(context.transaction(), typedTopic.strip());
        if (topic.isEmpty()) {
            return new Reply.EphemeralMessage(TopicMessages.unknown(
                    context, typedTopic, library.topics(context.transaction()), _ -> Optional.empty()));
        }
        return context.forDay(typedDay, day -> ask(context, topic.orElseThrow(), day));
    }

    public Reply ask(CommandContext context, OperatorAction.AskToWithdraw press) {
        return library.topic(context.transaction(), press.topic())
                .map(topic -> ask(context, topic, press.day()))
                .orElseGet(() -> context.toast("topic-gone"));
    }

    /// Offers the last digests of all topics.
    private Reply choose(CommandContext context) {
        Texts texts = context.texts();
        List<Button> last = library.newestTopics(context.transaction(), "").stream()
                .flatMap(topic -> library.days(context.transaction(), topic.id(), OFFERED).stream()
                        .map(day -> new OperatorAction.AskToWithdraw(topic.number(), day)))
                .sorted(Comparator.comparing(OperatorAction.AskToWithdraw::day).reversed())
                .limit(OFFERED)
                .map(press -> Button.callback(
                        ReplyFactory.topicAndDate(
                                context,
                                library.topic(context.transaction(), press.topic())
                                        .orElseThrow()
                                        .name(),
                                press.day()),
                        press))
                .toList();
        List<List<Button>> rows = new ArrayList<>(ReplyFactory.inRows(1, last));
        rows.add(List.of(ReplyFactory.help(texts)));
        return new Reply.EphemeralMessage(ReplyFactory.text(texts.format("withdraw-how"), rows));
    }

    private Reply ask(CommandContext context, LibraryTopic topic, LocalDate day) {
        Texts texts = context.texts();
        List<StoredDigest> found = withdrawals.on(context.transaction(), topic.id(), day);
        if (found.isEmpty()) {
            String name = topic.name();
            return context.say("no-digest-on", name, texts.day(day));
        }
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        for (StoredDigest each : found) {
            Choice choice = choice(context, each);
            lines.add(choice.line());
            String label = found.size() == 1
                    ? choice.label()
                    : texts.format(
                            "labelled",
                            choice.label(),
                            description(each.digest().key()));
            buttons.add(Button.callback(ReplyFactory.label(label), choice.press()));
        }
        buttons.add(ReplyFactory.button(texts, "cancel-button", new OperatorAction.CancelWithdrawal()));
        String title = texts.format("withdraw-question", topic.name(), texts.day(day));
        return Placement.screen(context, ReplyFactory.screen(title, lines, ReplyFactory.inRows(1, buttons)));
    }

    private Choice choice(CommandContext context, StoredDigest digest) {
        Texts texts = context.texts();
        long number = digest.number();
        String title = digest.digest().title();
        String which = description(digest.digest().key());
        if (withdrawals.isHeld(context.transaction(), number)) {
            return new Choice(
                    texts.format("withdraw-held-line", title, which),
                    texts.format("release-withdraw-button"),
                    new OperatorAction.RejectDigest(number));
        }
        var press = new OperatorAction.WithdrawDigest(number);
        return messages(context, number)
                .map(shown -> new Choice(
                        texts.format("withdraw-line", title, which, shown),
                        texts.format("withdraw-button", shown),
                        press))
                .orElseGet(() -> new Choice(
                        texts.format("withdraw-unsent-line", title, which),
                        texts.format("withdraw-unsent-button"),
                        press));
    }

    private static String description(DigestKey key) {
        return key.edition().isEmpty() ? key.language() : key.language() + ", " + key.edition();
    }

    /// The number of messages that would be removed, in words; empty if there are none.
    private Optional<String> messages(CommandContext context, long digest) {
        long count = CorrectionPlanningStore.shown(context.transaction(), digest, context.now());
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(
                count > CorrectionPlanningStore.MAX_COUNTED
                        ? context.texts().format("withdraw-many-messages", CorrectionPlanningStore.MAX_COUNTED)
                        : context.texts().format("withdraw-messages", count));
    }

    public Reply pressed(CommandContext context, OperatorAction.WithdrawDigest press) {
        Texts texts = context.texts();
        String done = messages(context, press.digest())
                .map(taken -> texts.format("withdraw-done", taken))
                .orElseGet(() -> texts.format("withdraw-unsent-done"));
        long unreachable = CorrectionPlanningStore.unreachable(context.transaction(), press.digest(), context.now());
        if (unreachable > 0) {
            done += "\n" + texts.format("withdraw-unreachable", unreachable);
        }
        boolean held = withdrawals.isHeld(context.transaction(), press.digest());
        if (!withdrawals.withdraw(context.transaction(), press.digest())) {
            return context.toast("withdrawn");
        }
        auditLog.record(
                context.transaction(),
                Actor.of(context.request().person()),
                held ? AuditAction.DIGEST_REJECTED : AuditAction.DIGEST_WITHDRAWN,
                new AuditSubject.DigestSubject(press.digest()));
        return new Reply.EditPressed(ReplyFactory.text(texts, done));
    }
}
