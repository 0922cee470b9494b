package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tells every browser that looks at the page what happens, in order, after all that happened before.
final class Feed {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
    private static final int MOST_LOOKERS = 20;
    private static final int MOST_WAITING = 2_000;

    private final List<Looker> lookers = new CopyOnWriteArrayList<>();

    private record Told(String event, String content) {}

    /// One browser. It has a thread of its own, as one that reads slowly would hold up the others.
    private record Looker(SseClient client, BlockingQueue<Told> waiting) {}

    /// @param all what happened before; asked for under the lock that [#tell] takes, so that nothing is lost between
    void join(SseClient client, Supplier<JsonNode> all) {
        if (lookers.size() >= MOST_LOOKERS) {
            client.close();
            return;
        }
        client.keepAlive();
        Looker looker = new Looker(client, new LinkedBlockingQueue<>(MOST_WAITING));
        synchronized (this) {
            looker.waiting().add(new Told("all", all.get().toString()));
            lookers.add(looker);
        }
        Thread telling = Thread.ofVirtual().unstarted(() -> tellAll(looker));
        client.onClose(() -> {
            lookers.remove(looker);
            telling.interrupt();
        });
        telling.start();
    }

    /// Who does not keep up is cut off: its browser comes again and is told everything anew.
    synchronized void tell(String event, JsonNode content) {
        Told told = new Told(event, content.toString());
        List<Looker> late =
                lookers.stream().filter(looker -> !looker.waiting().offer(told)).toList();
        lookers.removeAll(late);
        late.forEach(looker -> looker.client().close());
    }

    private static void tellAll(Looker looker) {
        SseClient client = looker.client();
        try {
            while (!client.terminated()) {
                Told next = looker.waiting().poll(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    client.sendComment("still here");
                } else {
                    client.sendEvent(next.event(), next.content());
                }
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }
}
