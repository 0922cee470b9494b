package digestbot.delivery.sending;

import digestbot.audience.StoredEnum;
import digestbot.delivery.outbox.Transition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/// Counts delivery attempts by result since the start. Thread-safe.
public final class SendCounters {

    public enum AttemptResult implements StoredEnum {
        SENT,
        RETRIED,
        FAILED,
        UNREACHABLE,
        /// The chat has a new id, or its thread is closed, and the delivery is sent there.
        MOVED
    }

    private final Map<AttemptResult, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Transition transition) {
        kind(transition)
                .ifPresent(kind ->
                        counts.computeIfAbsent(kind, _ -> new LongAdder()).increment());
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
