package digestbot.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifies listeners of events, in order and one at a time, on a separate thread: a slow listener
/// does not delay requests, and a listener that acts on the simulator cannot block it.
public final class SandboxEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxEvents.class);

    private final List<Consumer<SandboxEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService line = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("sandbox-events").factory());

    public void listen(Consumer<SandboxEvent> listener) {
        listeners.add(listener);
    }

    public void emit(Supplier<SandboxEvent> event) {
        if (listeners.isEmpty()) {
            return;
        }
        SandboxEvent created = event.get();
        try {
            line.execute(() -> listeners.forEach(listener -> tell(listener, created)));
        } catch (RejectedExecutionException _) {
            LOG.debug("simulator closed: dropped an event");
        }
    }

    private static void tell(Consumer<SandboxEvent> listener, SandboxEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("listener of a simulator failed: {}", event, e);
        }
    }

    /// Waits for the notifications of all events so far. A listener must not call this, because it
    /// would wait for itself.
    @Override
    public void close() {
        line.close();
    }
}
