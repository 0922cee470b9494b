package digestbot.delivery.corrections;

import digestbot.content.Content;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.outbox.Claim.PartChange;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Delivery.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Deletes messages, or replaces their text if they cannot be deleted.
///
/// @param <M> the platform's form of one message
final class MessageRemoval<M> {

    /// Safety margin for clock differences.
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /// A message that was sent.
    ///
    /// @param delivery the delivery of which it is a part
    /// @param thread the thread that contains it; 0 for none
    /// @param ordinal the part's place in the delivery
    record Message(long delivery, long thread, int ordinal, String id, Instant sentAt) {}

    private final Messenger<M> messenger;

    MessageRemoval(Messenger<M> messenger) {
        this.messenger = messenger;
    }

    /// The change that removes the message.
    ///
    /// @param replacementText the replacement text if it cannot be deleted
    CorrectionPlan.Change<M> change(Message message, String replacementText, Instant now) {
        boolean deletable = messenger.isDeletable(message.thread(), message.id())
                && messenger
                        .deletableFor()
                        .filter(time ->
                                message.sentAt().isBefore(now.minus(time).plus(MARGIN)))
                        .isEmpty();
        Step<M> step = deletable
                ? new Step.Delete<>(message.id())
                : new Step.Edit<>(message.id(), messenger.render(Content.text(replacementText, List.of())));
        return new CorrectionPlan.Change<>(
                step, new PartChange.Removed(new Part(message.delivery(), message.ordinal())));
    }
}
