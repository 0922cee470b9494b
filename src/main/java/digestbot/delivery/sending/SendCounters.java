package digestbot.delivery.sending;

import digestbot.audience.StoredEnum;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.Policy;
import digestbot.delivery.outbox.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// Counts delivery attempts by result since the start, and knows whether the platform takes messages
/// now. Thread-safe.
public final class SendCounters {

    public enum AttemptResult implements StoredEnum {
        SENT,
        RETRIED,
        FAILED,
        UNREACHABLE,
        /// The chat has a new id, or its thread is closed, and the delivery is sent there.
        MOVED
    }

    /// Longer than the longest pause between two attempts: without an attempt for that time, nothing
    /// is left to send.
    private static final Duration TROUBLE_TIMEOUT = Transition.MAX_PAUSE.multipliedBy(2);

    private final Map<AttemptResult, LongAdder> counts = new ConcurrentHashMap<>();

    private volatile Optional<SendTrouble> latestTrouble = Optional.empty();

    /// Consecutive attempts that failed because of the platform, not because of the message or its
    /// chat.
    ///
    /// @param detail a clause without its subject, such as “refuses messages (502)”
    public record SendTrouble(int failures, Instant since, Instant last, String detail) {

        private boolean isOngoing(Instant now) {
            return !now.isAfter(last.plus(TROUBLE_TIMEOUT));
        }
    }

    synchronized void add(Transition transition) {
        kind(transition)
                .ifPresent(kind ->
                        counts.computeIfAbsent(kind, _ -> new LongAdder()).increment());
        if (transition instanceof Transition.Requeued again) {
            again.outcome()
                    .filter(outcome -> outcome.policy() == Policy.RETRY && outcome != Outcome.FILE_NOT_MADE)
                    .ifPresent(failure ->
                            fail(again.at(), detail(failure, again.why().orElse(""))));
        } else if (!(transition instanceof Transition.Failed failed) || failed.failure() == Outcome.REFUSED) {
            latestTrouble = Optional.empty(); // the platform answered about the message
        }
    }

    private void fail(Instant at, String detail) {
        SendTrouble before =
                latestTrouble.filter(known -> known.isOngoing(at)).orElseGet(() -> new SendTrouble(0, at, at, detail));
        latestTrouble = Optional.of(new SendTrouble(before.failures() + 1, before.since(), at, detail));
    }

    private static String detail(Outcome failure, String why) {
        return switch (failure) {
            case SERVER_DOWN -> "can't be reached (no connection)";
            case NOT_WRITTEN -> "can't be reached (timeout)";
            case UNANSWERED -> "doesn't answer";
            case TOKEN_REFUSED -> "rejects the bot's token";
            default ->
                why.matches("(?s)[45]\\d\\d\\b.*")
                        ? "refuses messages (" + why.substring(0, 3) + ")"
                        : "gives no readable answers";
        };
    }

    /// The trouble, if the platform has failed three times in a row, for a minute or longer.
    public Optional<SendTrouble> trouble(Instant now) {
        return latestTrouble.filter(known -> known.failures() >= 3
                && known.isOngoing(now)
                && !now.isBefore(known.since().plus(Duration.ofMinutes(1))));
    }

    private static Optional<AttemptResult> kind(Transition transition) {
        return switch (transition) {
            case Transition.Arrived arrived when arrived.isLast() -> Optional.of(AttemptResult.SENT);
            case Transition.Arrived _, Transition.Resent _ -> Optional.empty();
            case Transition.Requeued _ -> Optional.of(AttemptResult.RETRIED);
            case Transition.Failed _ -> Optional.of(AttemptResult.FAILED);
            case Transition.Unreachable _ -> Optional.of(AttemptResult.UNREACHABLE);
            case Transition.Moved _, Transition.LeftThread _ -> Optional.of(AttemptResult.MOVED);
        };
    }

    public long count(AttemptResult kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }

    /// The statistics of deliveries to a platform.
    ///
    /// @param permitted the current requests per second; 0 if only the platform's client library
    ///     applies the limit
    public record SendStatistics(SendCounters counters, IntSupplier permitted) {}
}
