package digestbot.delivery.sending;

import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.outbox.Transition;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Counts delivery attempts by result since the start. Safe for several threads.
public final class SendCounters {

    /// The result of an attempt.
    public enum Kind {
        SENT(DeliveryState.SENT.id()),
        /// It is tried again.
        OWED("retried"),
        FAILED(DeliveryState.FAILED.id()),
        UNREACHABLE("unreachable"),
        /// The chat has another id now, or its thread is closed: it is tried there.
        MOVED("moved");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /// Its name in the metrics.
        public String id() {
            return id;
        }
    }

    private final Map<Kind, LongAdder> counts = Arrays.stream(Kind.values())
            .collect(Collectors.toMap(
                    kind -> kind, _ -> new LongAdder(), (one, _) -> one, () -> new EnumMap<>(Kind.class)));

    void add(Transition transition) {
        kind(transition).map(counts::get).ifPresent(LongAdder::increment);
    }

    private static Optional<Kind> kind(Transition transition) {
        return switch (transition) {
            case Transition.Advanced _, Transition.Resent _ -> Optional.empty();
            case Transition.Sent _ -> Optional.of(Kind.SENT);
            case Transition.Requeued _, Transition.Limited _, Transition.Retried _ -> Optional.of(Kind.OWED);
            case Transition.Failed _ -> Optional.of(Kind.FAILED);
            case Transition.Unreachable _ -> Optional.of(Kind.UNREACHABLE);
            case Transition.Moved _, Transition.LeftThread _ -> Optional.of(Kind.MOVED);
        };
    }

    /// The number of attempts with that result.
    public long count(Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }
}
