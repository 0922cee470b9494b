package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.Recorded;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// The last requests, within a bound on their number and on the memory they take.
final class Journal {
    private static final int MOST_REQUESTS = 50_000;
    private static final long MOST_BYTES = 32L << 20;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean on = true;

    synchronized void on(boolean record) {
        on = record;
    }

    /// @param size how many bytes the body had as it arrived
    synchronized void add(Instant at, String method, Call call, int size) {
        if (!on) {
            return;
        }
        Recorded recorded = new Recorded(at, method, call.name(), call.body(), call.status());
        entries.addLast(new Entry(recorded, size));
        bytes += size;
        while (entries.size() > MOST_REQUESTS || bytes > MOST_BYTES) {
            bytes -= entries.removeFirst().size;
        }
    }

    /// Oldest first.
    synchronized List<Recorded> requests() {
        return entries.stream()
                .map(Entry::recorded)
                .sorted(Comparator.comparing(Recorded::at))
                .toList();
    }

    /// An API method that was called.
    record Call(String name, JsonNode body, int status) {}

    private record Entry(Recorded recorded, int size) {}
}
