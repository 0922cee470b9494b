package digestbot.delivery.corrections;

import digestbot.button.Press;
import digestbot.content.Reader;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.corrections.CorrectedDelivery.SentMessage;
import digestbot.delivery.outbox.CombinedReader;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.Delivery.Payload.DigestRevision;
import digestbot.delivery.outbox.Part;
import digestbot.delivery.outbox.PartChange;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.delivery.rendering.RevisionMessages.LazyMessage;
import digestbot.digest.DigestView;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Determines which messages of a delivery have to be changed to show the newest revision, or to
/// be removed.
///
/// The plan depends only on what the messages currently show, so an interrupted correction resumes
/// and a finished one does nothing.
///
/// @param <M> the platform's form of one message
public final class CorrectionPlan<M> {

    /// The text that replaces a superfluous part that cannot be deleted any more.
    private static final String BLANK = "—";

    /// A step, and what it does to the parts.
    public record Change<M>(Step<M> step, PartChange part) {}

    private final Messenger<M> messenger;
    private final RevisionMessages<M> revisionMessages;
    private final MessageRemoval<M> removal;
    private final CorrectionStore store = new CorrectionStore();
    private final WithdrawalStore withdrawals = new WithdrawalStore();

    public CorrectionPlan(Messenger<M> messenger, RevisionMessages<M> revisionMessages) {
        this.messenger = messenger;
        this.revisionMessages = revisionMessages;
        removal = new MessageRemoval<>(messenger);
    }

    /// The required changes in order; empty if everything is up to date.
    public List<Change<M>> changes(Transaction transaction, Payload.MessageCorrection payload) {
        CorrectedDelivery corrected = store.read(transaction, payload);
        List<Change<M>> changes = new ArrayList<>();
        for (SentMessage part : corrected.parts()) {
            change(transaction, payload, corrected, part).ifPresent(changes::add);
        }
        if (!payload.withdraws()) {
            changes.addAll(additions(transaction, payload, corrected));
        }
        return changes;
    }

    /// The changes that remove everything of a broadcast's delivery.
    public List<Change<M>> takenBack(Transaction transaction, Payload.SharedWithdrawal payload) {
        WithdrawalStore.SentMessages taken = withdrawals.read(transaction, payload.corrects());
        String replacementText = Texts.of(taken.language()).say(Phrase.ANNOUNCEMENT_WITHDRAWN);
        return taken.messages().stream()
                .map(message -> removal.change(message, replacementText, payload.now()))
                .toList();
    }

    private Optional<Change<M>> change(
            Transaction transaction, Payload.MessageCorrection payload, CorrectedDelivery corrected, SentMessage part) {
        return switch (part) {
            case SentMessage.Several several -> several(transaction, payload, corrected, several);
            case SentMessage.Page page -> page(transaction, payload, corrected, page);
        };
    }

    private Optional<Change<M>> page(
            Transaction transaction,
            Payload.MessageCorrection payload,
            CorrectedDelivery corrected,
            SentMessage.Page page) {
        Optional<DigestRevision> newest = newest(payload, page);
        if (newest.isPresent() && newest.orElseThrow().digest() != page.shows().digest()) {
            return Optional.of(switchBack(transaction, newest.orElseThrow(), corrected, page));
        }
        if (newest.isEmpty()) {
            return Optional.of(removed(corrected, page, withdrawn(corrected), payload.now()));
        }
        return page.pressed()
                ? pressed(transaction, newest.orElseThrow(), corrected, page)
                : message(transaction, payload, corrected, page);
    }

    /// The content that the page should show; empty if its digest is withdrawn. A press may have
    /// turned a message to any of its digests, whichever of them asked for the correction, or to
    /// one of them in another language; if that one is withdrawn, the one that was delivered is
    /// shown again.
    private static Optional<DigestRevision> newest(Payload.MessageCorrection payload, SentMessage.Page page) {
        if (page.other().isPresent()) {
            return page.other();
        }
        if (payload.several().isPresent()) {
            return payload.several().orElseThrow().digests().stream()
                    .filter(each -> each.digest() == page.shows().digest())
                    .findFirst();
        }
        return payload.withdraws()
                ? Optional.empty()
                : Optional.of(new DigestRevision(payload.digest(), payload.revision()));
    }

    /// The page shows a digest in another language that was withdrawn: switch back.
    private Change<M> switchBack(
            Transaction transaction, DigestRevision newest, CorrectedDelivery corrected, SentMessage.Page part) {
        LazyMessage<M> now = revisionMessages.page(
                transaction, newest.digest(), newest.revision(), new DigestView.Overview(), corrected.now(), 0);
        var change = new PartChange.Updated(
                new Part(corrected.delivery(), part.ordinal()),
                part.shows().encode(),
                new Press.Show(newest.digest(), new DigestView.Overview(), 0).encode(),
                newest.revision());
        return new Change<>(new Step.Edit<>(part.messageId(), now.message(messenger)), change);
    }

    private static String withdrawn(CorrectedDelivery corrected) {
        return Texts.of(corrected.now().language()).say(DigestPhrase.WITHDRAWN);
    }

    /// A combined message, re-rendered without withdrawn digests.
    private Optional<Change<M>> several(
            Transaction transaction,
            Payload.MessageCorrection payload,
            CorrectedDelivery corrected,
            SentMessage.Several part) {
        CombinedView newest = payload.several().orElseThrow();
        if (newest.digests().isEmpty()) {
            return Optional.of(removed(corrected, part, withdrawn(corrected), payload.now()));
        }
        var reader = new CombinedReader(corrected.sent(), corrected.readings());
        LazyMessage<M> now = revisionMessages.several(transaction, newest, reader);
        if (revisionMessages.several(transaction, part.shows(), reader).looksLike(now)) {
            return Optional.empty();
        }
        var change = new PartChange.Updated(
                new Part(corrected.delivery(), part.ordinal()),
                part.shows().encode(),
                newest.encode(),
                payload.revision());
        return Optional.of(new Change<>(new Step.Edit<>(part.messageId(), now.message(messenger)), change));
    }

    /// A page that a press made.
    private Optional<Change<M>> pressed(
            Transaction transaction, DigestRevision newest, CorrectedDelivery corrected, SentMessage.Page part) {
        Press.Show shows = part.shows();
        DigestView view = revisionMessages.sameViewIn(
                transaction, newest.digest(), part.revision(), newest.revision(), shows.view());
        Reader reader = corrected.now();
        LazyMessage<M> old = revisionMessages.page(
                transaction, newest.digest(), part.revision(), shows.view(), reader, shows.page());
        LazyMessage<M> now =
                revisionMessages.page(transaction, newest.digest(), newest.revision(), view, reader, shows.page());
        return redrawn(newest, corrected, part, old, now, view);
    }

    /// A message that still shows what was delivered.
    private Optional<Change<M>> message(
            Transaction transaction,
            Payload.MessageCorrection payload,
            CorrectedDelivery corrected,
            SentMessage.Page part) {
        DigestView view = part.shows().view();
        List<LazyMessage<M>> now =
                revisionMessages.messages(transaction, payload.digest(), payload.revision(), view, corrected.sent());
        if (part.ordinal() >= now.size()) {
            return Optional.of(removed(corrected, part, BLANK, payload.now()));
        }
        List<LazyMessage<M>> old =
                revisionMessages.messages(transaction, payload.digest(), part.revision(), view, corrected.sent());
        LazyMessage<M> before = old.get(Math.min(part.ordinal(), old.size() - 1));
        var newest = new DigestRevision(payload.digest(), payload.revision());
        return redrawn(newest, corrected, part, before, now.get(part.ordinal()), view);
    }

    private Optional<Change<M>> redrawn(
            DigestRevision newest,
            CorrectedDelivery corrected,
            SentMessage.Page part,
            LazyMessage<M> old,
            LazyMessage<M> now,
            DigestView view) {
        if (old.looksLike(now)) {
            return Optional.empty();
        }
        String shows = new Press.Show(newest.digest(), view, part.shows().page()).encode();
        var change = new PartChange.Updated(
                new Part(corrected.delivery(), part.ordinal()), part.shows().encode(), shows, newest.revision());
        return Optional.of(new Change<>(new Step.Edit<>(part.messageId(), now.message(messenger)), change));
    }

    private Change<M> removed(CorrectedDelivery corrected, SentMessage part, String replacementText, Instant now) {
        var message = new MessageRemoval.Message(
                corrected.delivery(), corrected.thread(), part.ordinal(), part.messageId(), part.sentAt());
        return removal.change(message, replacementText, now);
    }

    /// Additional messages of the newest revision, sent only if the last message still shows what
    /// was delivered.
    private List<Change<M>> additions(
            Transaction transaction, Payload.MessageCorrection payload, CorrectedDelivery corrected) {
        if (!corrected.complete()
                || corrected.parts().isEmpty()
                || !(corrected.parts().getLast() instanceof SentMessage.Page last)
                || last.pressed()) {
            return List.of();
        }
        DigestView view = last.shows().view();
        List<LazyMessage<M>> now =
                revisionMessages.messages(transaction, payload.digest(), payload.revision(), view, corrected.sent());
        List<Change<M>> changes = new ArrayList<>();
        for (int ordinal = last.ordinal() + 1; ordinal < now.size(); ordinal++) {
            String shows = new Press.Show(payload.digest(), view, ordinal).encode();
            changes.add(new Change<>(
                    new Step.Send<>(now.get(ordinal).message(messenger), true),
                    new PartChange.Added(new Part(corrected.delivery(), ordinal), shows, payload.revision())));
        }
        return changes;
    }
}
