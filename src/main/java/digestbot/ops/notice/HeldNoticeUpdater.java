package digestbot.ops.notice;

import digestbot.audience.audit.ActorNames;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.audience.audit.AuditStore.AuditSubject;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TimeFormat;
import digestbot.content.action.ReadAction;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.outbox.Outbox;
import digestbot.delivery.outbox.StoredContent;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Block;
import digestbot.ops.notice.NoticeStore.HeldNotice;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Shows the decision on a held digest in the notices that asked for it, so that no notice keeps
/// buttons without effect. The decision may come from anywhere: another operator, the console, the
/// command line, the end of the hold, or a corrected file.
public record HeldNoticeUpdater(Library library, Outbox outbox) {

    private static final Set<AuditAction> DECISIONS =
            Set.of(AuditAction.DIGEST_RELEASED, AuditAction.DIGEST_REJECTED, AuditAction.DIGEST_WITHDRAWN);

    private static final NoticeStore STORE = new NoticeStore();
    private static final ActorNames NAMES = new ActorNames();

    /// Updates the notices. Must be called every few seconds from one thread.
    public void update(Database database) {
        if (!database.read(STORE::outdatedHeld).isEmpty()) {
            database.writeWithoutResult(
                    transaction -> STORE.outdatedHeld(transaction).forEach(notice -> update(transaction, notice)));
        }
    }

    /// A notice that is being sent is left for the next round.
    private void update(Transaction transaction, HeldNotice notice) {
        if (!STORE.isAlive(transaction, notice.delivery())) {
            STORE.removeHeld(transaction, notice.delivery());
            return;
        }
        Outbox.MessageState sent = outbox.messageState(transaction, notice.delivery());
        Texts texts = OperatorNotices.texts(transaction, notice.platform(), notice.userId());
        ZoneId zone = OperatorNotices.zone(transaction, sent.to().chat());
        Content content = decision(transaction, notice, texts, zone);
        if (STORE.rewrite(transaction, notice.delivery(), new StoredContent.Whole(content).write())) {
            STORE.removeHeld(transaction, notice.delivery());
        } else if (!sent.isOpen() && sent.messageId().isPresent()) {
            outbox.update(transaction, sent.to(), content, sent.messageId().orElseThrow());
            STORE.removeHeld(transaction, notice.delivery());
        }
    }

    private Content decision(Transaction transaction, HeldNotice notice, Texts texts, ZoneId zone) {
        String digest = library.all()
                .digest(transaction, notice.digest())
                .map(stored -> named(texts, stored))
                .orElse("#" + notice.digest());
        List<Block> body = decision(transaction, notice)
                .map(entry -> List.<Block>of(
                        Block.Paragraph.of(
                                texts.format("audit-" + entry.action().id(), digest)),
                        Block.Paragraph.of(new TimeFormat(texts, zone).withZone(entry.at()) + " · "
                                + NAMES.of(transaction, entry.by(), texts))))
                .orElseGet(() -> List.of(Block.Paragraph.of(digest), Block.Paragraph.of(texts.format("release-gone"))));
        return Content.of(List.of(Panel.plain(body)), buttons(transaction, notice, texts));
    }

    /// The decision; empty if a corrected file ended the hold.
    private Optional<AuditEntry> decision(Transaction transaction, HeldNotice notice) {
        return AuditStore.about(transaction, new AuditSubject.DigestSubject(notice.digest()), notice.sentAt()).stream()
                .filter(entry -> DECISIONS.contains(entry.action()))
                .findFirst();
    }

    private List<List<Button>> buttons(Transaction transaction, HeldNotice notice, Texts texts) {
        return library.digest(transaction, notice.digest()).isEmpty()
                ? List.of()
                : List.of(List.of(Button.callback(
                        texts.format("mistake-show-button"),
                        new ReadAction.Show(notice.digest(), new DigestView.Overview(), 0))));
    }

    private static String named(Texts texts, StoredDigest stored) {
        return texts.format(
                "topic-and-day",
                FileNoticeText.oneLine(stored.digest().topic().name()),
                texts.day(stored.digest().key().day()));
    }
}
