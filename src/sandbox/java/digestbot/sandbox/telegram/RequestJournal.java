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

/// The last requests, limited in number and memory. Observers are notified of all requests.
final class RequestJournal {
    private static final int MAX_REQUESTS = 50_000;
    private static final long MAX_BYTES = 32L << 20;

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

    /// @param size the size of the body in bytes, as it arrived
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
        while (entries.size() > MAX_REQUESTS || bytes > MAX_BYTES) {
            bytes -= entries.removeFirst().size;
        }
    }

    /// The recorded requests, oldest first.
    synchronized List<RecordedRequest> requests() {
        return entries.stream()
                .map(Entry::recorded)
                .sorted(Comparator.comparing(RecordedRequest::at))
                .toList();
    }

    /// A call of an API method.
    record Call(String name, JsonNode body, int status) {}

    private record Entry(RecordedRequest recorded, int size) {}
}
