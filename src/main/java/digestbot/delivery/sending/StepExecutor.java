package digestbot.delivery.sending;

import digestbot.content.Content;
import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Step;
import digestbot.delivery.outbox.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the request that a claim's next part asks for, and says what becomes of the delivery and what goes next.
///
/// @param <M> the platform's form of one message
final class StepExecutor<M> {

    private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);

    private static final String NOTHING = "—";

    private final Messenger<M> messenger;

    StepExecutor(Messenger<M> messenger) {
        this.messenger = messenger;
    }

    /// Blocks as long as the request takes. Whatever breaks on the way, there is a verdict.
    Verdict carry(Claim<M> claim) {
        try {
            return verdict(claim, request(claim));
        } catch (FileNotReady e) {
            return RetryPolicy.of(claim, e.putOff(), false);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "request to {} failed with an unexpected error",
                    messenger.platform().id(),
                    e);
            return RetryPolicy.of(
                    claim,
                    new SendResult.Unconfirmed("ended with " + e.getClass().getName()),
                    false);
        }
    }

    private Verdict verdict(Claim<M> claim, SendResult result) {
        boolean hasPlainForm = result instanceof SendResult.FormatRefused
                && plain(claim.step()).isPresent();
        Verdict verdict = RetryPolicy.of(claim, result, hasPlainForm);
        if (verdict instanceof Verdict.Plain(String why)) {
            LOG.warn(
                    "delivery {}: {} rejected the formatting of part {}, sending plain text: {}",
                    claim.key().delivery(),
                    messenger.platform().id(),
                    claim.next() + 1,
                    why);
        }
        return verdict;
    }

    /// What goes next of the claim; empty if it has ended, or if that cannot be made.
    Optional<Claim<M>> next(Claim<M> claim, Verdict verdict) {
        try {
            return further(claim, verdict);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "delivery {} interrupted by an error, retrying later",
                    claim.key().delivery(),
                    e);
            return Optional.empty();
        }
    }

    private Optional<Claim<M>> further(Claim<M> claim, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Arrived(String _, OptionalLong thread) ->
                claim.isLast() ? Optional.empty() : Optional.of(advanced(claim, thread));
            case Verdict.Plain _ -> plain(claim.step()).map(claim::with);
            case Verdict.Empty(String messageId, String _) -> Optional.of(claim.with(emptied(messageId)));
            case Verdict.Wait _,
                    Verdict.PutOff _,
                    Verdict.Follow _,
                    Verdict.LeaveThread _,
                    Verdict.Pause _,
                    Verdict.ShutOut _,
                    Verdict.Fail _,
                    Verdict.Again _ -> Optional.empty();
        };
    }

    private static <M> Claim<M> advanced(Claim<M> claim, OptionalLong thread) {
        Claim<M> further = claim.advanced();
        return thread.isPresent() ? further.in(thread.getAsLong()) : further;
    }

    /// Whoever asked for the deletion thought that it was possible, and so did not say what shall stand there instead.
    private Step<M> emptied(String messageId) {
        return new Step.Edit<>(messageId, messenger.render(Content.text(NOTHING, List.of())));
    }

    private Optional<Step<M>> plain(Step<M> step) {
        return switch (step) {
            case Step.Send<M>(M message, boolean silent) ->
                messenger.plain(message).map(plain -> new Step.Send<>(plain, silent));
            case Step.Edit<M>(String messageId, M message) ->
                messenger.plain(message).map(plain -> new Step.Edit<>(messageId, plain));
            case Step.Delete<M> _ -> Optional.empty();
        };
    }

    private SendResult request(Claim<M> claim) {
        return switch (claim.step()) {
            case Step.Send<M>(M message, boolean silent) -> messenger.send(claim.to(), message, claim.nonce(), silent);
            case Step.Edit<M>(String messageId, M message) -> messenger.edit(claim.to(), messageId, message);
            case Step.Delete<M>(String messageId) -> messenger.delete(claim.to(), messageId);
        };
    }
}
