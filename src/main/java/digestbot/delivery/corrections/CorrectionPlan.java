package digestbot.delivery.corrections;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.ReadAction;
import digestbot.database.Transaction;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.Claim.PartChange;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.CombinedView;
import digestbot.delivery.outbox.Delivery.Part;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.DigestRevision;
import digestbot.delivery.outbox.FittedReader;
import digestbot.delivery.rendering.RevisionMessages;
import digestbot.delivery.rendering.RevisionMessages.LazyMessage;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Determines which messages of a delivery have to be changed to show the newest revision, or to
/// be removed.
///
/// The plan depends only on what the messages currently show, so an interrupted correction resumes
/// and a finished one does nothing.
public record CorrectionPlan<M>(Messenger<M> messenger, RevisionMessages<M> revisionMessages) {

    /// The text that replaces a superfluous part that cannot be deleted any more.
    private static final String BLANK = "—";

    /// A safety margin for clock differences when messages are deleted.
    private static final Duration DELETION_MARGIN = Duration.ofMinutes(10);

    private static final int NO_PART = -1;

    public record Change<M>(Step<M> step, PartChange part) {}

    private static final CorrectionStore STORE = new CorrectionStore();

    /// The required changes in order; none if everything is up to date.
    public List<Change<M>> changes(Transaction transaction, Payload.MessageCorrection payload) {
        return new MessageComparison(transaction, payload, STORE.read(transaction, payload)).changes();
    }

    public List<Change<M>> withdrawal(Transaction transaction, Payload.SharedWithdrawal payload) {
        String notice =
                Texts.of(STORE.language(transaction, payload.corrects())).format("broadcast-announcement-withdrawn");
        return STORE.messages(transaction, payload.corrects()).stream()
                .map(message -> removal(message, notice, payload.now()))
                .toList();
    }

    private Change<M> removal(SentMessage message, String replacementText, Instant now) {
        boolean deletable = messenger.isDeletable(message.thread(), message.id())
                && messenger
                        .deletableFor()
                        .filter(time ->
                                message.sentAt().isBefore(now.minus(time).plus(DELETION_MARGIN)))
                        .isEmpty();
        Step<M> step = deletable
                ? new Step.Delete<>(message.id())
                : new Step.Edit<>(message.id(), messenger.render(Content.text(replacementText, List.of())));
        return new Change<>(step, new PartChange.Removed(message.part()));
    }

    private final class MessageComparison {

        private final Transaction transaction;
        private final Payload.MessageCorrection payload;
        private final CorrectedDelivery corrected;

        MessageComparison(Transaction transaction, Payload.MessageCorrection payload, CorrectedDelivery corrected) {
            this.transaction = transaction;
            this.payload = payload;
            this.corrected = corrected;
        }

        List<Change<M>> changes() {
            List<Change<M>> changes = new ArrayList<>();
            for (Shown message : corrected.messages()) {
                Optional<Change<M>> change = switch (message) {
                    case Shown.CombinedPage combined -> combined(combined);
                    case Shown.Page page -> page(page);
                };
                change.ifPresent(changes::add);
            }
            if (!payload.withdraws()) {
                changes.addAll(additions());
            } else if (corrected.mayHaveArrived()) {
                changes.add(notice());
            }
            return changes;
        }

        /// The notice that takes the place of removing a message whose number is not known.
        private Change<M> notice() {
            Content notice = revisionMessages.withdrawalNotice(
                    transaction, payload.digest(), corrected.now().language());
            return new Change<>(
                    new Step.Send<>(messenger.render(notice), true),
                    new PartChange.Noticed(new Part(corrected.delivery(), NO_PART)));
        }

        private Optional<Change<M>> page(Shown.Page page) {
            if (page.newest().isEmpty()) {
                return Optional.of(removed(page, withdrawn()));
            }
            DigestRevision newest = page.newest().get();
            if (newest.digest() != page.shows().digest()) {
                return Optional.of(switchBack(newest, page));
            }
            return page.pressed() ? pressed(newest, page) : message(page);
        }

        /// Switches a page back because it shows a digest in another language that was withdrawn.
        private Change<M> switchBack(DigestRevision newest, Shown.Page part) {
            var view = new DigestView.Overview();
            LazyMessage<M> now = page(newest, view, 0);
            return edit(
                    part,
                    part.shows().encode(),
                    now,
                    new ReadAction.Show(newest.digest(), view, 0).encode(),
                    newest.revision());
        }

        /// A page for the reader with the current settings.
        private LazyMessage<M> page(DigestRevision digest, DigestView view, int page) {
            FittedReader reader = revisionMessages.fitted(transaction, List.of(digest), corrected.now(), Map.of());
            return revisionMessages.page(transaction, digest, view, reader, page);
        }

        private String withdrawn() {
            return Texts.of(corrected.now().language()).format("withdrawn");
        }

        private Optional<Change<M>> combined(Shown.CombinedPage part) {
            CombinedView newest = payload.several().orElseThrow();
            if (newest.digests().isEmpty()) {
                return Optional.of(removed(part, withdrawn()));
            }
            LazyMessage<M> now = rendered(newest);
            return rendered(part.shows()).looksLike(now)
                    ? Optional.empty()
                    : Optional.of(edit(
                            part,
                            part.shows().encode(),
                            now,
                            newest.encode(),
                            payload.digest().revision()));
        }

        private LazyMessage<M> rendered(CombinedView view) {
            return revisionMessages.combined(transaction, view, fittedTo(view.digests()));
        }

        /// The reader of the delivery, fitted to other digests.
        private FittedReader fittedTo(List<DigestRevision> shown) {
            return revisionMessages.fitted(transaction, shown, corrected.sent(), corrected.readings());
        }

        private Optional<Change<M>> pressed(DigestRevision newest, Shown.Page part) {
            ReadAction.Show shows = part.shows();
            DigestView view = revisionMessages.sameViewIn(
                    transaction, newest.digest(), part.revision(), newest.revision(), shows.view());
            var before = new DigestRevision(newest.digest(), part.revision());
            LazyMessage<M> old = page(before, shows.view(), shows.page());
            LazyMessage<M> now = page(newest, view, shows.page());
            return updated(newest, part, old, now, view);
        }

        /// The change of a message that no press has changed.
        private Optional<Change<M>> message(Shown.Page part) {
            DigestView view = part.shows().view();
            List<LazyMessage<M>> now = messages(payload.digest(), view);
            if (part.ordinal() >= now.size()) {
                return Optional.of(removed(part, BLANK));
            }
            List<LazyMessage<M>> old =
                    messages(new DigestRevision(payload.digest().digest(), part.revision()), view);
            LazyMessage<M> before = old.get(Math.min(part.ordinal(), old.size() - 1));
            return updated(payload.digest(), part, before, now.get(part.ordinal()), view);
        }

        private List<LazyMessage<M>> messages(DigestRevision digest, DigestView view) {
            return revisionMessages.messages(transaction, digest, view, fittedTo(List.of(digest)));
        }

        private Optional<Change<M>> updated(
                DigestRevision newest, Shown.Page part, LazyMessage<M> old, LazyMessage<M> now, DigestView view) {
            String shows =
                    new ReadAction.Show(newest.digest(), view, part.shows().page()).encode();
            return old.looksLike(now)
                    ? Optional.empty()
                    : Optional.of(edit(part, part.shows().encode(), now, shows, newest.revision()));
        }

        private Change<M> edit(Shown part, String before, LazyMessage<M> now, String shows, int revision) {
            return new Change<>(
                    new Step.Edit<>(part.message().id(), now.message(messenger)),
                    new PartChange.Updated(part.message().part(), before, shows, revision));
        }

        private Change<M> removed(Shown part, String replacementText) {
            return removal(part.message(), replacementText, payload.now());
        }

        /// Additional messages of the newest revision, unless a press has changed the last message.
        private List<Change<M>> additions() {
            if (!corrected.complete()
                    || corrected.messages().isEmpty()
                    || !(corrected.messages().getLast() instanceof Shown.Page last)
                    || last.pressed()) {
                return List.of();
            }
            DigestView view = last.shows().view();
            List<LazyMessage<M>> now = messages(payload.digest(), view);
            List<Change<M>> changes = new ArrayList<>();
            for (int ordinal = last.ordinal() + 1; ordinal < now.size(); ordinal++) {
                String shows = new ReadAction.Show(payload.digest().digest(), view, ordinal).encode();
                changes.add(new Change<>(
                        new Step.Send<>(now.get(ordinal).message(messenger), true),
                        new PartChange.Added(
                                new Part(corrected.delivery(), ordinal),
                                shows,
                                payload.digest().revision())));
            }
            return changes;
        }
    }

    private record SentMessage(Part part, long thread, String id, Instant sentAt) {}

    /// A delivery to correct, with the current state of its messages.
    ///
    /// @param sent the reader of the first claim, but with the current zone and muted words
    /// @param now the reader with the current settings, for pages shown by a button press
    /// @param complete true if all of its messages arrived
    /// @param mayHaveArrived true if a further message may have arrived, whose number is not known
    private record CorrectedDelivery(
            long delivery,
            Reader sent,
            Map<Long, ReadingOptions> readings,
            Reader now,
            boolean complete,
            boolean mayHaveArrived,
            List<Shown> messages) {}

    private sealed interface Shown {

        SentMessage message();

        default int ordinal() {
            return message().part().ordinal();
        }

        /// One digest, possibly in another language.
        ///
        /// @param newest what it should show; empty if its digest is withdrawn
        /// @param pressed true if a button press changed it, so that it is a page of the view
        ///     and not one of the original messages
        record Page(
                SentMessage message,
                ReadAction.Show shows,
                Optional<DigestRevision> newest,
                int revision,
                boolean pressed)
                implements Shown {}

        record CombinedPage(SentMessage message, CombinedView shows) implements Shown {}
    }

    /// Reads what the messages of a delivery show, so that they can be corrected or removed. After a
    /// chat migration, older messages have unknown ids and cannot be changed.
    private static final class CorrectionStore {

        private static final String DELIVERY = """
                SELECT d.reader, d.may_have_arrived, u.language, u.zone, coalesce(s.perspectives, '') AS perspectives,
                       coalesce(s.length, 'full') AS length, coalesce(s.layout, 'stacked') AS layout,
                       (SELECT string_agg(w.word, '|') FROM word w
                        WHERE w.subscriber = u.number AND w.kind = 'mute') AS muted,
                       NOT EXISTS (SELECT 1 FROM part p WHERE p.delivery = d.number AND p.message_id IS NULL) AS complete
                FROM delivery d
                JOIN delivery_item i ON i.delivery = d.number AND i.digest = ?
                JOIN subscriber u ON u.number = d.subscriber
                LEFT JOIN subscription s ON s.number = i.subscription
                WHERE d.number = ? ORDER BY i.ordinal LIMIT 1
                """;

        /// The messages of a delivery, with the revision of the digest that they show. A message that
        /// was never changed shows the delivery's.
        private static final String MESSAGES = """
                SELECT p.ordinal, p.view, p.message_id, p.sent_at, p.pressed, d.thread,
                       coalesce(p.revision, (SELECT i.revision FROM delivery_item i
                                             WHERE i.delivery = p.delivery AND i.digest = ? ORDER BY i.ordinal LIMIT 1), 1) AS revision
                FROM part p JOIN delivery d ON d.number = p.delivery JOIN subscriber u ON u.number = d.subscriber
                WHERE p.delivery = ? AND p.message_id IS NOT NULL AND p.sent_at >= coalesce(u.moved_at, 0)
                ORDER BY p.ordinal
                """;

        /// No message of a broadcast shows a digest.
        private static final long NO_DIGEST = 0;

        /// Reads the messages that show the digest; for messages with several digests, any of them.
        CorrectedDelivery read(Transaction transaction, Payload.MessageCorrection payload) {
            long delivery = payload.corrects();
            List<Shown> messages = transaction
                    .select(MESSAGES, payload.digest().digest(), delivery)
                    .map((row, _) -> shown(transaction, row, payload))
                    .list()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            return transaction
                    .select(DELIVERY, payload.digest().digest(), delivery)
                    .map((row, _) -> corrected(row, payload, messages))
                    .one();
        }

        private static CorrectedDelivery corrected(
                ResultSet row, Payload.MessageCorrection payload, List<Shown> messages) throws SQLException {
            ZoneId zone = ZoneId.of(row.getString("zone"));
            ReaderWords muted = ReaderWords.of(null, row.getString("muted"));
            var now = new Reader(
                    row.getString("language"),
                    ReadingOptions.of(row.getString("perspectives"), row.getString("length"), row.getString("layout")),
                    LocalDate.ofInstant(payload.now(), zone),
                    zone,
                    muted);
            Optional<FittedReader> fixed = FittedReader.read(row.getString("reader"));
            Reader sent = fixed.map(FittedReader::reader).orElse(now);
            return new CorrectedDelivery(
                    payload.corrects(),
                    sent.withZone(zone).withWords(new ReaderWords(sent.words().followed(), muted.muted())),
                    fixed.map(FittedReader::readings).orElse(Map.of()),
                    now,
                    row.getBoolean("complete"),
                    row.getBoolean("may_have_arrived"),
                    messages);
        }

        private static Optional<Shown> shown(Transaction transaction, ResultSet row, Payload.MessageCorrection payload)
                throws SQLException {
            SentMessage message = message(row, payload.corrects());
            Optional<CombinedView> several = CombinedView.decode(row.getString("view"));
            if (several.isPresent()) {
                return Optional.of(new Shown.CombinedPage(message, several.orElseThrow()));
            }
            return ActionSpec.decode(row.getString("view")).orElse(null) instanceof ReadAction.Show shows
                    ? Optional.of(new Shown.Page(
                            message,
                            shows,
                            newest(transaction, shows.digest(), payload),
                            row.getInt("revision"),
                            row.getBoolean("pressed")))
                    : Optional.empty();
        }

        private static SentMessage message(ResultSet row, long delivery) throws SQLException {
            return new SentMessage(
                    new Part(delivery, row.getInt("ordinal")),
                    row.getLong("thread"),
                    row.getString("message_id"),
                    Instant.ofEpochMilli(row.getLong("sent_at")));
        }

        /// A press may have switched a message to any of its digests, or to one of them in another
        /// language; if that digest is withdrawn, the delivered one is shown again.
        private static Optional<DigestRevision> newest(
                Transaction transaction, long shown, Payload.MessageCorrection payload) {
            Optional<DigestRevision> other = shown == payload.digest().digest()
                    ? Optional.empty()
                    : transaction
                            .select("SELECT revision FROM digest WHERE number = ? AND state <> 'draft'", shown)
                            .map((row, _) -> new DigestRevision(shown, row.getInt("revision")))
                            .findOne();
            Optional<DigestRevision> delivered = payload.several().isPresent()
                    ? payload.several().get().digests().stream()
                            .filter(each -> each.digest() == shown)
                            .findFirst()
                    : Optional.of(payload.digest()).filter(_ -> !payload.withdraws());
            return other.or(() -> delivered);
        }

        List<SentMessage> messages(Transaction transaction, long delivery) {
            return transaction
                    .select(MESSAGES, NO_DIGEST, delivery)
                    .map((row, _) -> message(row, delivery))
                    .list();
        }

        /// The language of the chat to which the delivery was sent.
        String language(Transaction transaction, long delivery) {
            return transaction.findString("""
                            SELECT u.language FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                            WHERE d.number = ?""", delivery).orElseThrow();
        }
    }
}
