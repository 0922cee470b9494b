package digestbot.sandbox.discord;

import digestbot.sandbox.RecordedRequest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the last 50,000 requests, and counts those that were rejected by a rate limit.
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final int KEPT = 50_000;

    private final InstantSource clock;
    private final List<Consumer<RecordedRequest>> observers = new CopyOnWriteArrayList<>();
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long throttled;

    RequestLog(InstantSource clock) {
        this.clock = clock;
    }

    void observe(Consumer<RecordedRequest> observer) {
        observers.add(observer);
    }

    void record(RestCall call, int status) {
        RecordedRequest recorded =
                new RecordedRequest(clock.instant(), call.method(), call.publicPath(), call.body(), status);
        observers.forEach(observer -> observer.accept(recorded));
        keep(recorded);
        LOG.debug("{} {} -> {}", call.method(), call.publicPath(), status);
    }

    private synchronized void keep(RecordedRequest recorded) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.addLast(recorded);
        if (recorded.status() == 429) {
            throttled++;
        }
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized long throttled() {
        return throttled;
    }
}
