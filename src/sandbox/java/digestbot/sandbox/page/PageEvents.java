package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.web.EventStream;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Sends events to every browser that shows the page, in order, after everything that happened
/// before.
final class PageEvents {

    private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(2);
    private static final int MAX_VIEWERS = 20;
    private static final int MAX_WAITING = 2_000;

    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

    private record Event(String name, String content) {}

    /// A browser and the events that it has not received yet. A slow browser does not hold up the
    /// others.
    private record Viewer(BlockingQueue<Event> waiting) {}

    /// Sends events until the browser closes the page.
    ///
    /// @param all the state so far; read under the lock of [#publish], so that no event is lost
    void stream(Context context, Supplier<JsonNode> all) throws InterruptedException {
        try {
            EventStream stream = EventStream.begin(context);
            if (viewers.size() < MAX_VIEWERS) {
                stream(stream, all);
            } // a browser for which there is no room reconnects by itself
        } catch (IOException _) {
            // The browser closed the page.
        }
    }

    private void stream(EventStream stream, Supplier<JsonNode> all) throws IOException, InterruptedException {
        Viewer viewer = new Viewer(new LinkedBlockingQueue<>(MAX_WAITING));
        synchronized (this) {
            viewer.waiting().add(new Event("all", all.get().toString()));
            viewers.add(viewer);
        }
        try {
            stream(viewer, stream);
        } finally {
            viewers.remove(viewer);
        }
    }

    private void stream(Viewer viewer, EventStream stream) throws IOException, InterruptedException {
        while (viewers.contains(viewer)) {
            Event next = viewer.waiting().poll(KEEP_ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                stream.sendKeepAlive();
            } else {
                stream.send(next.name(), next.content());
            }
        }
    }

    /// Sends an event to all browsers. A browser that does not keep up is disconnected; it
    /// reconnects and receives everything again.
    synchronized void publish(String name, JsonNode content) {
        Event event = new Event(name, content.toString());
        viewers.removeIf(viewer -> !viewer.waiting().offer(event));
    }
}
