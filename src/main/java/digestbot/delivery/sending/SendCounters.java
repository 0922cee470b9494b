package digestbot.delivery.sending;

import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.Transition;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// Counts delivery attempts by result since the start. Thread-safe.
public final class SendCounters {

    public enum AttemptResult {
        SENT(DeliveryState.SENT.id()),
        RETRIED("retried"),
        FAILED(DeliveryState.FAILED.id()),
        UNREACHABLE("unreachable"),
        /// The chat has a new id, or its thread is closed, and the delivery is sent there.
        MOVED("moved");

        private final String id;

        AttemptResult(String id) {
            this.id = id;
        }

        /// The name in the metrics.
        public String id() {
            return id;
        }
    }

    private final Map<AttemptResult, LongAdder> counts = Arrays.stream(AttemptResult.values())
            .collect(Collectors.toMap(
                    kind -> kind, _ -> new LongAdder(), (one, _) -> one, () -> new EnumMap<>(AttemptResult.class)));

    void add(Transition transition) {
        kind(transition).map(counts::get).ifPresent(LongAdder::increment);
    }

    private static Optional<AttemptResult> kind(Transition transition) {
        return switch (transition) {
            case Transition.Advanced _, Transition.Resent _ -> Optional.empty();
            case Transition.Sent _ -> Optional.of(AttemptResult.SENT);
            case Transition.Requeued _, Transition.Limited _, Transition.Retried _ ->
                Optional.of(AttemptResult.RETRIED);
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
