package digestbot.delivery.sending;

import digestbot.content.Content;
import digestbot.database.Clocks;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.ChatMoved;
import digestbot.delivery.api.SendResult.Deferred;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.MessageGone;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.Rejected;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Undeletable;
import digestbot.delivery.api.SendResult.Unreachable;
import digestbot.delivery.api.TemporaryFile.FileNotReady;
import digestbot.delivery.outbox.Claim;
import digestbot.delivery.outbox.Claim.Step;
import digestbot.delivery.outbox.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Executes the next step of a claim and determines the transition and the following step.
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

    /// The step that blanks a message that could not be deleted.
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

    /// Determines the transition that follows from a result, by the outcome's [Policy].
    static final class RetryPolicy {

        private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

        static final Duration MAX_PAUSE = Duration.ofMinutes(5);

        /// The number of attempts in about 24 hours, with pauses of 1, 2, 4 … 256 seconds and then
        /// five minutes each.
        static final int LAST_ATTEMPT = 296;

        private final Claim<?> claim;
        private final Instant requestStartedAt;
        private final Instant now;

        private RetryPolicy(Claim<?> claim, Instant requestStartedAt, Instant now) {
            this.claim = claim;
            this.requestStartedAt = requestStartedAt;
            this.now = now;
        }

        static Transition next(
                Claim<?> claim, SendResult result, boolean hasPlainForm, Instant requestStartedAt, Instant now) {
            return new RetryPolicy(claim, requestStartedAt, now).next(result, hasPlainForm);
        }

        private Transition next(SendResult result, boolean hasPlainForm) {
            int attempts = claim.attempts();
            return switch (result) {
                case Sent(String messageId, OptionalLong thread) -> arrived(messageId, thread);
                case RateLimited(Duration retryAfter, RateLimited.LimitScope scope) -> {
                    Duration pause = atLeastMinimum(retryAfter);
                    yield new Transition.Limited(pause, scope, now, attempts - 1);
                }
                case Deferred(Duration retryAfter, String why) ->
                    new Transition.Requeued(now.plus(atLeastMinimum(retryAfter)), attempts - 1, Optional.of(why));
                case ChatMoved(long to) ->
                    new Transition.Moved(claim.to(), to, attempts == 1 ? now : now.plus(pause(attempts)), attempts);
                case Unreachable(Outcome outcome, String why) -> unreachable(outcome, why, false);
                case Rejected(String why) -> refused(why);
                case MessageGone(String why) ->
                    changedMessageId()
                            .map(messageId -> arrived(messageId, OptionalLong.empty()))
                            .orElseGet(() -> refused(why));
                case Undeletable(String why) ->
                    claim.step() instanceof Step.Delete<?>(String messageId)
                            ? new Transition.Resent(Optional.of(messageId), why)
                            : refused(why);
                case ThreadGone(Outcome outcome, String why) -> leaveThread(outcome, why);
                case FormatRefused(String why) ->
                    hasPlainForm ? new Transition.Resent(Optional.empty(), why) : refused(why);
                case NotSent(Outcome outcome, String why) -> retry(outcome, false, why);
                // A duplicate is better than a lost message.
                case Unconfirmed(Outcome outcome, String why) -> retry(outcome, true, why);
            };
        }

        private Transition arrived(String messageId, OptionalLong thread) {
            var part = new Transition.Arrived(claim.part(), messageId, thread, now, claim.change());
            return claim.isLast() ? new Transition.Sent(part) : new Transition.Advanced(part);
        }

        private Transition refused(String why) {
            return new Transition.Failed(Outcome.REFUSED, why, now);
        }

        private Transition unreachable(Outcome outcome, String why, boolean onlyOutsideThreads) {
            return new Transition.Unreachable(
                    outcome, why, onlyOutsideThreads, requestStartedAt, claim.attempts(), now);
        }

        private static Duration atLeastMinimum(Duration pause) {
            return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
        }

        /// Falls back to the parent chat. Without a thread, the chat itself rejects messages (such
        /// as a forum's closed general topic).
        private Transition leaveThread(Outcome outcome, String why) {
            Optional<String> changedMessageId = changedMessageId();
            if (changedMessageId.isPresent()) {
                return arrived(changedMessageId.orElseThrow(), OptionalLong.empty());
            }
            return claim.to().thread() == 0
                    ? unreachable(Outcome.NO_RIGHTS, why, true)
                    : new Transition.LeftThread(
                            claim.to(), outcome.policy() == Policy.MOVE, why, now, claim.attempts() - 1);
        }

        private Optional<String> changedMessageId() {
            return switch (claim.step()) {
                case Step.Send<?> _ -> Optional.empty();
                case Step.Edit<?>(String messageId, Object _) -> Optional.of(messageId);
                case Step.Delete<?>(String messageId) -> Optional.of(messageId);
            };
        }

        private Transition retry(Outcome outcome, boolean mayHaveArrived, String why) {
            int attempts = claim.attempts();
            return attempts < LAST_ATTEMPT
                    ? new Transition.Retried(outcome, mayHaveArrived, why, now, now.plus(pause(attempts)), attempts)
                    : new Transition.Failed(Outcome.EXPIRED, "given up after " + attempts + " attempts: " + why, now);
        }

        private static Duration pause(int attempts) {
            Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
            return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
        }
    }
}
