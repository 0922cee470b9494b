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

/// Tells every browser that looks at the page what happens, in order, after all that happened before.
final class PageEvents {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    private static final int MOST_LOOKERS = 20;
    private static final int MOST_WAITING = 2_000;

    private final List<Looker> lookers = new CopyOnWriteArrayList<>();

    private record Told(String event, String content) {}

    /// One browser, and what it was not told yet: one that reads slowly holds up no other.
    private record Looker(BlockingQueue<Told> waiting) {}

    /// Tells it everything until it looks no more.
    ///
    /// @param all what happened before; asked for under the lock of [#tell], so that nothing is lost between
    void tellAll(Context context, Supplier<JsonNode> all) throws InterruptedException {
        try {
            EventStream stream = EventStream.begin(context);
            if (lookers.size() < MOST_LOOKERS) {
                tellAll(stream, all);
            } // a browser for which there is no room comes again by itself
        } catch (IOException _) {
            // It looks no more.
        }
    }

    private void tellAll(EventStream stream, Supplier<JsonNode> all) throws IOException, InterruptedException {
        Looker looker = new Looker(new LinkedBlockingQueue<>(MOST_WAITING));
        synchronized (this) {
            looker.waiting().add(new Told("all", all.get().toString()));
            lookers.add(looker);
        }
        try {
            tellAll(looker, stream);
        } finally {
            lookers.remove(looker);
        }
    }

    private void tellAll(Looker looker, EventStream stream) throws IOException, InterruptedException {
        while (lookers.contains(looker)) {
            Told next = looker.waiting().poll(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                stream.sendKeepAlive();
            } else {
                stream.send(next.event(), next.content());
            }
        }
    }

    /// Sends an event to all browsers. A browser that does not keep up is cut off; it comes again
    /// and receives everything anew.
    synchronized void tell(String event, JsonNode content) {
        Told told = new Told(event, content.toString());
        lookers.removeIf(looker -> !looker.waiting().offer(told));
    }
}
