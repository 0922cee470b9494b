package digestbot.sandbox.discord;

import digestbot.sandbox.Recorded;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the last 50,000 requests, and counts those that were told to wait.
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final int KEPT = 50_000;

    private final InstantSource clock;
    private final Deque<Recorded> requests = new ArrayDeque<>();
    private long throttled;

    RequestLog(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void record(Call call, int status) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.addLast(new Recorded(clock.instant(), call.method(), call.publicPath(), call.body(), status));
        if (status == 429) {
            throttled++;
        }
        LOG.debug("{} {} -> {}", call.method(), call.publicPath(), status);
    }

    synchronized List<Recorded> all() {
        return List.copyOf(requests);
    }

    synchronized long throttled() {
        return throttled;
    }
}
