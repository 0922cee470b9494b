package digestbot.delivery.sending;

import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes the next step of a claim and determines the transition and the following step.
///
/// @param <M> the platform's form of one message
final class StepExecutor<M> {

    private static final Logger LOG = LoggerFactory.getLogger(StepExecutor.class);

    private static final String BLANK = "—";

    private final Messenger<M> messenger;
    private final Clocks clocks;

    StepExecutor(Messenger<M> messenger, Clocks clocks) {
        this.messenger = messenger;
        this.clocks = clocks;
    }

    /// Blocks for the duration of the request. Never throws.
    Transition execute(Claim<M> claim, Instant requestStartedAt) {
        try {
            SendResult result = request(claim);
            boolean hasPlainForm = result instanceof SendResult.FormatRefused
                    && plain(claim.step()).isPresent();
            return RetryPolicy.next(claim, result, hasPlainForm, requestStartedAt, clocks.now());
        } catch (FileNotReady e) {
            return RetryPolicy.next(claim, e.deferred(), false, requestStartedAt, clocks.now());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "request to {} failed with an unexpected error",
                    messenger.platform().id(),
                    e);
            var broken = new SendResult.Unconfirmed("ended with " + e.getClass().getName());
            return RetryPolicy.next(claim, broken, false, requestStartedAt, clocks.now());
        }
    }

    /// The claim with its next step; empty if it has ended or the step cannot be built.
    Optional<Claim<M>> next(Claim<M> claim, Transition transition) {
        try {
            return nextClaim(claim, transition);
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "delivery {} interrupted by an error, retrying later",
                    claim.key().delivery(),
                    e);
            return Optional.empty();
        }
    }

    private Optional<Claim<M>> nextClaim(Claim<M> claim, Transition transition) {
        return switch (transition) {
            case Transition.Advanced(Transition.Arrived part) -> Optional.of(advanced(claim, part.thread()));
            case Transition.Resent(Optional<String> blanked, String why) ->
                blanked.isPresent() ? Optional.of(claim.with(blanked(blanked.orElseThrow()))) : asPlainText(claim, why);
            case Transition.Sent _,
                    Transition.Requeued _,
                    Transition.Limited _,
                    Transition.Retried _,
                    Transition.Failed _,
                    Transition.Unreachable _,
                    Transition.Moved _,
                    Transition.LeftThread _ -> Optional.empty();
        };
    }

    private Optional<Claim<M>> asPlainText(Claim<M> claim, String why) {
        LOG.warn(
                "delivery {}: {} cannot parse the formatting of part {}, resending it as plain text: {}",
                claim.key().delivery(),
                messenger.platform().id(),
                claim.nextIndex() + 1,
                why);
        return plain(claim.step()).map(claim::with);
    }

    private static <M> Claim<M> advanced(Claim<M> claim, OptionalLong thread) {
        Claim<M> nextClaim = claim.advanced();
        return thread.isPresent() ? nextClaim.inThread(thread.getAsLong()) : nextClaim;
    }

    /// The step that blanks a message that could not be deleted; no replacement text was planned
    /// for it.
    private Step<M> blanked(String messageId) {
        return new Step.Edit<>(messageId, messenger.render(Content.text(BLANK, List.of())));
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
