package digestbot.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

public final class RequestJournal {

    private static final int KEPT = 50_000;

    private final List<Consumer<RecordedRequest>> observers = new CopyOnWriteArrayList<>();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long throttled;
    private boolean on = true;

    public void observe(Consumer<RecordedRequest> observer) {
        observers.add(observer);
    }

    /// Observers are notified even while the journal does not record.
    public synchronized void on(boolean record) {
        on = record;
    }

    public void add(RecordedRequest request) {
        observers.forEach(observer -> observer.accept(request));
        keep(request);
    }

    private synchronized void keep(RecordedRequest request) {
        if (request.status() == 429) {
            throttled++;
        }
        if (on) {
            requests.addLast(request);
        }
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
    }

    public synchronized List<RecordedRequest> requests() {
        return requests.stream()
                .sorted(Comparator.comparing(RecordedRequest::at))
                .toList();
    }

    public synchronized long throttled() {
        return throttled;
    }

    /// A request and the status of its response, without the token of the path. The path is Telegram's
    /// API method (`sendMessage`), or Discord's path below `/api/v10`. The time is real time.
    public record RecordedRequest(Instant at, String method, String path, JsonNode body, int status) {}
}
