package digestbot.delivery.sending;

import digestbot.delivery.outbox.Settlement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// How many attempts to deliver ended in which way since the start. Safe for several threads.
public final class SendCounters {

    /// How an attempt ended.
    public enum Kind {
        SENT("sent"),
        /// It is tried again.
        OWED("retried"),
        FAILED("failed"),
        UNREACHABLE("unreachable"),
        /// The chat has another id now, or its thread is closed: it is tried there.
        MOVED("moved");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /// Its name in figures.
        public String id() {
            return id;
        }
    }

    private final Map<Kind, LongAdder> counts = Arrays.stream(Kind.values())
            .collect(Collectors.toMap(
                    kind -> kind, _ -> new LongAdder(), (one, _) -> one, () -> new EnumMap<>(Kind.class)));

    void add(Settlement.Ending ending) {
        LongAdder count = counts.get(
                switch (ending) {
                    case Settlement.Ending.Sent _ -> Kind.SENT;
                    case Settlement.Ending.Owed _, Settlement.Ending.Again _ -> Kind.OWED;
                    case Settlement.Ending.Failed _ -> Kind.FAILED;
                    case Settlement.Ending.Gone _, Settlement.Ending.ShutOut _ -> Kind.UNREACHABLE;
                    case Settlement.Ending.Moved _, Settlement.Ending.LeftThread _ -> Kind.MOVED;
                });
        if (count != null) {
            count.increment();
        }
    }

    /// How many ended so.
    public long count(Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }
}
