package digestbot.delivery.sending;

import digestbot.button.Press;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.Transaction;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.corrections.CorrectionPlan;
import digestbot.delivery.outbox.ContentJson;
import digestbot.delivery.outbox.ContentOriginJson;
import digestbot.delivery.outbox.Delivery;
import digestbot.delivery.outbox.Delivery.Payload;
import digestbot.delivery.outbox.FileRequestJson;
import digestbot.delivery.outbox.PartChange;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.sending.ClaimStore.ClaimCandidate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds the requests of a due delivery before it is claimed.
///
/// @param <M> the platform's form of one message
final class MessageBuilder<M> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBuilder.class);

    /// The result of preparing a delivery.
    sealed interface Prepared<M> {

        /// The delivery can be claimed.
        ///
        /// @param steps the request of each part
        /// @param changes the effect of each step on the corrected delivery; empty if this is not a
        ///     correction
        record Ready<M>(ClaimCandidate candidate, List<Step<M>> steps, List<PartChange> changes)
                implements Prepared<M> {}

        /// Nothing has to be sent.
        record NothingToSend<M>(Delivery due) implements Prepared<M> {}

        /// The delivery can never be sent.
        record Unsendable<M>(Delivery due, Outcome outcome, String why) implements Prepared<M> {}
    }

    private final MessageRenderer<M> renderer;
    private final CorrectionPlan<M> correctionPlan;

    MessageBuilder(MessageRenderer<M> renderer) {
        this.renderer = renderer;
        correctionPlan = renderer.correctionPlan();
    }

    /// @throws RuntimeException if the storage fails; the delivery then stays queued
    Prepared<M> prepare(Transaction transaction, Delivery due) {
        try {
            if (due.payload() instanceof Payload.MessageCorrection correction) {
                return prepare(due, correctionPlan.changes(transaction, correction));
            }
            if (due.payload() instanceof Payload.SharedWithdrawal withdrawal) {
                return prepare(due, correctionPlan.withdrawal(transaction, withdrawal));
            }
            List<Step<M>> steps = steps(due, messages(transaction, due));
            if (steps.size() <= due.sent()) {
                throw new IllegalStateException("nothing is left to send after " + due.sent() + " messages");
            }
            return new Prepared.Ready<>(
                    new ClaimCandidate(due, isNew(due), views(due.payload(), steps.size())), steps, List.of());
        } catch (RuntimeException | StackOverflowError e) {
            if (Database.isStorageFailure(e)) {
                throw e;
            }
            LOG.error("delivery {}: rendering failed", due.number(), e);
            return new Prepared.Unsendable<>(
                    due,
                    Outcome.UNRENDERABLE,
                    "cannot be rendered: " + Database.root(e).getMessage());
        }
    }

    private Prepared<M> prepare(Delivery due, List<CorrectionPlan.Change<M>> changes) {
        return changes.isEmpty()
                ? new Prepared.NothingToSend<>(due)
                : new Prepared.Ready<>(
                        new ClaimCandidate(due, false, List.of()),
                        changes.stream().map(CorrectionPlan.Change::step).toList(),
                        changes.stream().map(CorrectionPlan.Change::part).toList());
    }

    /// The requests of the messages. Only the first message of a delivery makes a sound, unless
    /// quiet hours forbid it.
    private List<Step<M>> steps(Delivery due, List<M> messages) {
        Optional<String> edits = due.edits();
        return IntStream.range(0, messages.size())
                .<Step<M>>mapToObj(i -> edits.isPresent()
                        ? new Step.Edit<>(edits.get(), messages.get(i))
                        : new Step.Send<>(
                                messages.get(i), i > 0 || due.quietHours().silent()))
                .toList();
    }

    /// Tells whether the delivery is built from the beginning: nothing was sent yet, and it was
    /// never claimed or was claimed with another renderer version.
    private boolean isNew(Delivery due) {
        OptionalInt version = switch (due.payload()) {
            case Payload.SingleDigest single -> single.renderer();
            case Payload.CombinedDigests combined -> combined.renderer();
            case Payload.StoredContent own -> own.renderer();
            case Payload.SharedContent shared -> shared.renderer();
            case Payload.MessageCorrection _, Payload.SharedWithdrawal _ -> OptionalInt.empty();
        };
        return due.sent() == 0
                && (version.isEmpty()
                        || version.getAsInt() != renderer.messenger().rendererVersion());
    }

    private List<M> messages(Transaction transaction, Delivery due) {
        return switch (due.payload()) {
            case Payload.StoredContent own ->
                FileRequestJson.read(own.content())
                        .map(request -> renderer.file(transaction, due, request))
                        .orElseGet(() -> renderer.messages(content(transaction, own), own.page()));
            case Payload.SharedContent shared -> renderer.shared(transaction, shared.number());
            case Payload.MessageCorrection _, Payload.SharedWithdrawal _ ->
                throw new IllegalArgumentException("corrections have no messages of their own");
            case Payload.CombinedDigests combined ->
                List.of(renderer.combined(transaction, combined.view(), combined.reader()));
            case Payload.SingleDigest single ->
                renderer.digest(
                        transaction,
                        single.digest(),
                        single.revision(),
                        show(single).view(),
                        single.reader());
        };
    }

    private Content content(Transaction transaction, Payload.StoredContent own) {
        return ContentOriginJson.read(own.content())
                .map(origin -> renderer.content(transaction, origin))
                .orElseGet(() -> ContentJson.read(own.content()));
    }

    private static List<String> views(Payload payload, int parts) {
        return switch (payload) {
            case Payload.StoredContent _,
                    Payload.SharedContent _,
                    Payload.MessageCorrection _,
                    Payload.SharedWithdrawal _ -> Collections.nCopies(parts, "");
            case Payload.CombinedDigests combined -> List.of(combined.view().encode());
            case Payload.SingleDigest single ->
                IntStream.range(0, parts)
                        .mapToObj(page ->
                                new Press.Show(single.digest(), show(single).view(), page).encode())
                        .toList();
        };
    }

    private static Press.Show show(Payload.SingleDigest single) {
        if (Press.decode(single.view()).orElse(null) instanceof Press.Show show) {
            return show;
        }
        throw new IllegalStateException(single.view() + " is not a view");
    }
}
