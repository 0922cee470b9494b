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
import digestbot.delivery.outbox.Delivery.Matter;
import digestbot.delivery.outbox.FileRequestJson;
import digestbot.delivery.outbox.PartChange;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.sending.ClaimStore.Wanted;
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
        /// @param changes what each of them does to the delivery that is corrected; empty if none
        ///     is
        record Ready<M>(Wanted wanted, List<Step<M>> steps, List<PartChange> changes) implements Prepared<M> {}

        /// Nothing has to be sent.
        record Idle<M>(Delivery due) implements Prepared<M> {}

        /// It can never be sent.
        record Broken<M>(Delivery due, Outcome outcome, String why) implements Prepared<M> {}
    }

    private final MessageRenderer<M> renditions;
    private final CorrectionPlan<M> correcting;

    MessageBuilder(MessageRenderer<M> renditions) {
        this.renditions = renditions;
        correcting = renditions.correcting();
    }

    /// @throws RuntimeException if the storage fails; then the delivery stays queued
    Prepared<M> prepare(Transaction transaction, Delivery due) {
        try {
            if (due.matter() instanceof Matter.Correction correction) {
                return prepare(due, correcting.changes(transaction, correction));
            }
            if (due.matter() instanceof Matter.TakenBack takenBack) {
                return prepare(due, correcting.takenBack(transaction, takenBack));
            }
            List<Step<M>> steps = steps(due, messages(transaction, due));
            if (steps.size() <= due.sent()) {
                throw new IllegalStateException("nothing is left to send after " + due.sent() + " messages");
            }
            return new Prepared.Ready<>(
                    new Wanted(due, isNew(due), views(due.matter(), steps.size())), steps, List.of());
        } catch (RuntimeException | StackOverflowError e) {
            if (Database.isStorageFailure(e)) {
                throw e;
            }
            LOG.error("delivery {}: rendering failed", due.number(), e);
            return new Prepared.Broken<>(
                    due,
                    Outcome.UNRENDERABLE,
                    "cannot be rendered: " + Database.root(e).getMessage());
        }
    }

    private Prepared<M> prepare(Delivery due, List<CorrectionPlan.Change<M>> changes) {
        return changes.isEmpty()
                ? new Prepared.Idle<>(due)
                : new Prepared.Ready<>(
                        new Wanted(due, false, List.of()),
                        changes.stream().map(CorrectionPlan.Change::step).toList(),
                        changes.stream().map(CorrectionPlan.Change::part).toList());
    }

    /// Only the first message of a delivery makes a sound, unless quiet hours forbid it.
    private List<Step<M>> steps(Delivery due, List<M> messages) {
        Optional<String> edits = due.edits();
        return IntStream.range(0, messages.size())
                .<Step<M>>mapToObj(i -> edits.isPresent()
                        ? new Step.Edit<>(edits.get(), messages.get(i))
                        : new Step.Send<>(messages.get(i), i > 0 || due.hush().silent()))
                .toList();
    }

    /// Whether the delivery starts from scratch: nothing was sent yet, and it was never claimed or
    /// was claimed with another renderer version.
    private boolean isNew(Delivery due) {
        OptionalInt renderer = switch (due.matter()) {
            case Matter.Edition edition -> edition.renderer();
            case Matter.Several several -> several.renderer();
            case Matter.Own own -> own.renderer();
            case Matter.Shared shared -> shared.renderer();
            case Matter.Correction _, Matter.TakenBack _ -> OptionalInt.empty();
        };
        return due.sent() == 0
                && (renderer.isEmpty()
                        || renderer.getAsInt() != renditions.messenger().rendererVersion());
    }

    private List<M> messages(Transaction transaction, Delivery due) {
        return switch (due.matter()) {
            case Matter.Own own ->
                FileRequestJson.read(own.content())
                        .map(wish -> renditions.file(transaction, due, wish))
                        .orElseGet(() -> renditions.messages(content(transaction, own), own.page()));
            case Matter.Shared shared -> renditions.shared(transaction, shared.number());
            case Matter.Correction _, Matter.TakenBack _ ->
                throw new IllegalArgumentException("what changes messages has none of its own");
            case Matter.Several several -> List.of(renditions.several(transaction, several.what(), several.reader()));
            case Matter.Edition edition ->
                renditions.edition(
                        transaction,
                        edition.digest(),
                        edition.revision(),
                        show(edition).view(),
                        edition.reader());
        };
    }

    private Content content(Transaction transaction, Matter.Own own) {
        return ContentOriginJson.read(own.content())
                .map(origin -> renditions.content(transaction, origin))
                .orElseGet(() -> ContentJson.read(own.content()));
    }

    private static List<String> views(Matter matter, int parts) {
        return switch (matter) {
            case Matter.Own _, Matter.Shared _, Matter.Correction _, Matter.TakenBack _ ->
                Collections.nCopies(parts, "");
            case Matter.Several several -> List.of(several.what().encode());
            case Matter.Edition edition ->
                IntStream.range(0, parts)
                        .mapToObj(page ->
                                new Press.Show(edition.digest(), show(edition).view(), page).encode())
                        .toList();
        };
    }

    private static Press.Show show(Matter.Edition edition) {
        if (Press.decode(edition.view()).orElse(null) instanceof Press.Show show) {
            return show;
        }
        throw new IllegalStateException(edition.view() + " is no view");
    }
}
