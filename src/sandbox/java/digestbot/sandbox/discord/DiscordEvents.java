package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes events to the listeners, in order and one at a time, on a separate thread, because a
/// listener may call back.
final class DiscordEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordEvents.class);

    private final List<Consumer<SandboxEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService line = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("sandbox-discord-events").factory());

    void listen(Consumer<SandboxEvent> listener) {
        listeners.add(listener);
    }

    void emit(SandboxEvent event) {
        try {
            line.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException _) {
            LOG.debug("simulator closed: dropped an event");
        }
    }

    private static void tell(Consumer<SandboxEvent> listener, SandboxEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("listener of the Discord simulator failed", e);
        }
    }

    @Override
    public void close() {
        line.shutdownNow();
    }
}
