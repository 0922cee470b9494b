package digestbot.faults;

import digestbot.outside.SandboxProcess.At;
import digestbot.outside.SandboxProcess.Counts;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// What one process of the bot sent, and what of it was not settled when it ended.
final class Life {

    private static final Duration LAST_ARRIVALS = Duration.ofMillis(100);

    private final Ground ground;
    private final At at;
    private final Map<Long, Integer> before = new HashMap<>();

    /// What was sent and not settled when the bot was killed.
    ///
    /// @param unsettled how many messages
    /// @param lately how many arrived in the 20 ms before the last one
    record Window(int unsettled, int lately) {

        /// By how much it is over what may be on its way and what arrived in 20 ms.
        int over() {
            return Math.max(0, unsettled - Ground.IN_FLIGHT - lately);
        }

        /// In one line.
        String line() {
            return "%d sent and not settled, %d arrived in the last 20 ms".formatted(unsettled, lately)
                    + (over() == 0 ? "" : ", %d over %d in flight and these".formatted(over(), Ground.IN_FLIGHT));
        }
    }

    private Life(Ground ground, At at) {
        this.ground = ground;
        this.at = at;
    }

    /// Begins with a process that is about to be started.
    static Life begin(Ground ground, At at) {
        Life life = new Life(ground, at);
        ground.sandbox.received(at).forEach((chat, messages) -> life.before.put(chat, messages.size()));
        return life;
    }

    /// How it ended; to be asked once the process is no more.
    Window end() {
        LockSupport.parkNanos(LAST_ARRIVALS.toNanos());
        Map<Long, Long> settled = ground.settled();
        int unsettled = 0;
        for (Map.Entry<Long, List<String>> received :
                ground.sandbox.received(at).entrySet()) {
            long chat = received.getKey();
            // What an earlier process left open is not this one's.
            if (settled.containsKey(chat)) {
                int own = received.getValue().size() - before.getOrDefault(chat, 0);
                int open = new HashSet<>(received.getValue()).size()
                        - Math.toIntExact(settled.getOrDefault(chat, 0L));
                unsettled += Math.min(own, open);
            }
        }
        Counts counts = ground.sandbox.counts(at);
        return new Window(unsettled, Math.toIntExact(counts.lately()));
    }
}
