package digestbot.chat;

import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.Diagnostic;
import digestbot.digest.DigestKey;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestReview;
import digestbot.library.archive.DigestReview.HeldDigest;
import digestbot.library.archive.DigestStore;
import digestbot.ops.notice.OperatorNotices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Digests that are held for review: listed, looked at, released or not published.
public record HeldDigestCommands(
        DigestReview heldDigests, DigestRenderer renderer, OperatorNotices notices, AuditStore auditLog) {

    /// The maximum number of digests that are listed; the others appear when these are released.
    private static final int MAX_LISTED = 5;

    private static final int MAX_WARNINGS = 5;

    private static final DigestStore DIGESTS = new DigestStore();

    /// Releases the digest if exactly one matches; otherwise lists the matches.
    public Reply release(CommandContext context, OperatorAction.Release typed) {
        Texts texts = context.texts();
        String topic = typed.topic();
        if (topic.isBlank()) {
            return Placement.screen(context, all(context));
        }
        if (typed.date().isBlank()) {
            return chosen(context, ReplyFactory.quoteInput(topic), heldDigests.of(context.transaction(), topic));
        }
        return context.forDay(
                typed.date(),
                day -> chosen(
                        context,
                        texts.format("topic-and-day", ReplyFactory.quoteInput(topic), texts.day(day)),
                        heldDigests.on(context.transaction(), topic, day)));
    }

    private Reply chosen(CommandContext context, String typed, List<HeldDigest> found) {
        Texts texts = context.texts();
        return switch (found.size()) {
            case 0 ->
                new Reply.EphemeralMessage(ReplyFactory.text(
                        texts.format("release-not-held", typed),
                        ReplyFactory.button(texts, "release-list-button", new OperatorAction.Release())));
            case 1 -> new Reply.EphemeralMessage(ReplyFactory.text(texts, released(context, found.getFirst())));
            default -> new Reply.EphemeralMessage(list(context, found));
        };
    }

    private String released(CommandContext context, HeldDigest held) {
        long number = held.digest().number();
        if (!heldDigests.release(context.transaction(), number)) {
            return context.texts().format("release-not-held", description(context, held));
        }
        auditLog.record(
                context.transaction(),
                Actor.of(context.request().person()),
                AuditAction.DIGEST_RELEASED,
                new AuditSubject.DigestSubject(number));
        keepPressedMessage(context);
        return context.texts().format("release-done", description(context, held));
    }

    private Content all(CommandContext context) {
        return list(context, heldDigests.all(context.transaction()));
    }

    private Content list(CommandContext context, List<HeldDigest> all) {
        Texts texts = context.texts();
        List<String> paragraphs = new ArrayList<>();
        List<List<Button>> rows = new ArrayList<>();
        for (HeldDigest held : all.subList(0, Math.min(MAX_LISTED, all.size()))) {
            paragraphs.add(paragraph(context, held));
            String dated = ReplyFactory.topicAndDate(
                    context,
                    held.digest().digest().topic().name(),
                    held.digest().digest().key().day());
            long number = held.digest().number();
            rows.add(List.of(
                    Button.callback(
                            ReplyFactory.label(texts.format("labelled", texts.format("release-button"), dated)),
                            new OperatorAction.ReleaseDigest(number)),
                    previewButton(texts, number)));
        }
        if (all.isEmpty()) {
            paragraphs.add(texts.format("release-nothing"));
        }
        rows.add(List.of(ReplyFactory.help(texts)));
        return ReplyFactory.screen(texts.format("release-title"), paragraphs, rows);
    }

    private String paragraph(CommandContext context, HeldDigest held) {
        Texts texts = context.texts();
        String described = description(context, held);
        var text = new StringBuilder(held.publishesAt()
                .map(until -> texts.format(
                        "release-line", described, context.moments().withZone(until)))
                .orElseGet(() -> texts.format("release-line-open", described)));
        List<Diagnostic> warnings = DIGESTS.warnings(
                context.transaction(), held.digest().number(), held.digest().revision());
        warnings.stream()
                .limit(MAX_WARNINGS)
                .map(diagnostic -> texts.format("release-warning", diagnostic.line(), quoted(diagnostic.message())))
                .forEach(line -> text.append('\n').append(line.replaceAll("\\p{Cntrl}+", " ")));
        return text.toString();
    }

    /// Replaces backticks with quotation marks, because plain text shows no code.
    private static String quoted(String message) {
        return message.replaceAll("`([^`]*)`", "“$1”");
    }

    private static String description(CommandContext context, HeldDigest held) {
        DigestKey key = held.digest().digest().key();
        Texts texts = context.texts();
        String which = key.edition().isEmpty() ? key.language() : texts.list(List.of(key.language(), key.edition()));
        return texts.format("day-with-age", ReplyFactory.day(texts, held.digest()), which);
    }

    private static Button previewButton(Texts texts, long digest) {
        return ReplyFactory.button(
                texts, "release-preview-button", new OperatorAction.PreviewHeld(digest, new DigestView.Overview()));
    }

    public Reply preview(CommandContext context, OperatorAction.PreviewHeld press) {
        Optional<HeldDigest> held = heldDigests.find(context.transaction(), press.digest());
        if (held.isEmpty()) {
            return context.toast("release-gone");
        }
        Texts texts = context.texts();
        Content seen = renderer.render(context, held.orElseThrow().digest(), press.view());
        List<List<Button>> rows = new ArrayList<>();
        seen.buttons().stream()
                .map(row -> row.stream().flatMap(HeldDigestCommands::stillHeld).toList())
                .filter(row -> !row.isEmpty())
                .forEach(rows::add);
        rows.add(List.of(
                ReplyFactory.button(texts, "release-button", new OperatorAction.ReleaseDigest(press.digest())),
                ReplyFactory.button(texts, "release-withdraw-button", new OperatorAction.AskToReject(press.digest())),
                ReplyFactory.button(texts, "release-list-button", new OperatorAction.Release())));
        return new Reply.EditPressed(Content.of(seen.panels(), rows));
    }

    /// The button for the same view of the held digest; empty for buttons that only work for
    /// readers.
    private static Stream<Button> stillHeld(Button button) {
        return button.action() instanceof Button.Action.Callback(ReadAction.Show show)
                ? Stream.of(new Button(
                        button.label(),
                        new Button.Action.Callback(new OperatorAction.PreviewHeld(show.digest(), show.view())),
                        button.current()))
                : Stream.empty();
    }

    public Reply release(CommandContext context, OperatorAction.ReleaseDigest press) {
        return heldDigests
                .find(context.transaction(), press.digest())
                .<Reply>map(held ->
                        new Reply.EditPressed(ReplyFactory.text(released(context, held), below(context, press))))
                .orElseGet(() -> context.toast("release-gone"));
    }

    public Reply askToReject(CommandContext context, OperatorAction.AskToReject press) {
        Texts texts = context.texts();
        return heldDigests
                .find(context.transaction(), press.digest())
                .<Reply>map(held -> new Reply.EditPressed(ReplyFactory.text(
                        texts.format("reject-question", description(context, held)),
                        ReplyFactory.button(
                                texts, "release-withdraw-button", new OperatorAction.RejectDigest(press.digest())),
                        ReplyFactory.button(
                                texts,
                                "cancel-button",
                                new OperatorAction.PreviewHeld(press.digest(), new DigestView.Overview())))))
                .orElseGet(() -> context.toast("release-gone"));
    }

    public Reply reject(CommandContext context, OperatorAction.RejectDigest press) {
        Optional<HeldDigest> held = heldDigests.find(context.transaction(), press.digest());
        if (held.isEmpty() || !heldDigests.reject(context.transaction(), press.digest())) {
            return context.toast("release-gone");
        }
        auditLog.record(
                context.transaction(),
                Actor.of(context.request().person()),
                AuditAction.DIGEST_REJECTED,
                new AuditSubject.DigestSubject(press.digest()));
        keepPressedMessage(context);
        return context.edit("reject-done", description(context, held.orElseThrow()));
    }

    /// The pressed message shows the answer, so it is not updated as other notices are.
    private void keepPressedMessage(CommandContext context) {
        context.request()
                .pressedMessage()
                .ifPresent(message -> notices.replaced(context.transaction(), context.chat(), message));
    }

    private static Button below(CommandContext context, OperatorAction.ReleaseDigest press) {
        return ReplyFactory.button(
                context.texts(),
                "mistake-show-button",
                new ReadAction.Show(press.digest(), new DigestView.Overview(), 0));
    }
}
