package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.RecordedRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The last requests, within a bound on their number and on the memory they take. Observers are told of all.
final class RequestJournal {
    private static final int MOST_REQUESTS = 50_000;
    private static final long MOST_BYTES = 32L << 20;

    private final List<Consumer<RecordedRequest>> observers = new CopyOnWriteArrayList<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;
    private boolean on = true;

    void observe(Consumer<RecordedRequest> observer) {
        observers.add(observer);
    }

    synchronized void on(boolean record) {
        on = record;
    }

    /// @param size how many bytes the body had as it arrived
    void add(Instant at, String method, Call call, int size) {
        RecordedRequest recorded = new RecordedRequest(at, method, call.name(), call.body(), call.status());
        observers.forEach(observer -> observer.accept(recorded));
        keep(recorded, size);
    }

    private synchronized void keep(RecordedRequest recorded, int size) {
        if (!on) {
            return;
        }
        entries.addLast(new Entry(recorded, size));
        bytes += size;
        while (entries.size() > MOST_REQUESTS || bytes > MOST_BYTES) {
            bytes -= entries.removeFirst().size;
        }
    }

    /// Oldest first.
    synchronized List<RecordedRequest> requests() {
        return entries.stream()
                .map(Entry::recorded)
                .sorted(Comparator.comparing(RecordedRequest::at))
                .toList();
    }

    /// An API method that was called.
    record Call(String name, JsonNode body, int status) {}

    private record Entry(RecordedRequest recorded, int size) {}
}
