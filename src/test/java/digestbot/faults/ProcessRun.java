package digestbot.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// The messages that one process of the bot sent, and those that were not settled when it ended.
final class ProcessRun {

    /// After this time, the last messages of the process have passed through the simulator.
    private static final Duration QUIET = Duration.ofMillis(300);

    private final Supplier<Map<Long, List<String>>> received;
    private final Supplier<Map<Long, Long>> settled;
    private final Map<Long, Integer> before = new HashMap<>();

    /// To be made before the process starts. The suppliers return the messages that each account
    /// received, and the number of its settled parts.
    ProcessRun(Supplier<Map<Long, List<String>>> received, Supplier<Map<Long, Long>> settled) {
        this.received = received;
        this.settled = settled;
        received.get().forEach((account, messages) -> before.put(account, messages.size()));
    }

    /// Valid once the process has ended.
    int unsettled() {
        Map<Long, List<String>> arrived = arrived();
        int unsettled = 0;
        for (Map.Entry<Long, Long> account : settled.get().entrySet()) {
            List<String> messages = arrived.getOrDefault(account.getKey(), List.of());
            int open = new HashSet<>(messages).size() - Math.toIntExact(account.getValue());
            // Messages that an earlier process left open do not count here.
            unsettled += Math.min(open, messages.size() - before.getOrDefault(account.getKey(), 0));
        }
        return unsettled;
    }

    private Map<Long, List<String>> arrived() {
        Map<Long, List<String>> last;
        Map<Long, List<String>> next = received.get();
        do {
            last = next;
            LockSupport.parkNanos(QUIET.toNanos());
            next = received.get();
        } while (!next.equals(last));
        return next;
    }
}
