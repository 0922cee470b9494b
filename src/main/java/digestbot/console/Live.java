package digestbot.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells the pages that are looked at to look again. What changed is in the page: there is one way to draw it.
final class Live implements Console.Routes {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MOST = 50;

    private final AtomicInteger lookers = new AtomicInteger();

    @Override
    public void add(RoutesConfig routes) {
        routes.sse("/live", this::begin);
    }

    /// Each has a thread of its own, as one that reads slowly would hold up the others.
    private void begin(SseClient client) {
        if (lookers.incrementAndGet() > MOST) {
            lookers.decrementAndGet();
            client.close();
            return;
        }
        client.keepAlive();
        Thread ticking = Thread.ofVirtual().unstarted(() -> tick(client));
        client.onClose(() -> {
            ticking.interrupt();
            lookers.decrementAndGet();
        });
        ticking.start();
    }

    /// Browsers pass on no event that says nothing, so it says something.
    private static void tick(SseClient client) {
        try {
            while (!client.terminated()) {
                Thread.sleep(EVERY);
                client.sendEvent("look", "now");
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }
}
