package digestbot.sandbox.telegram;

import digestbot.sandbox.SandboxEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifies listeners of events, in order and one at a time, on a separate thread: a slow listener
/// does not delay requests, and a listener that acts on the sandbox cannot block it.
final class TelegramEvents {
    private static final Logger log = LoggerFactory.getLogger(TelegramEvents.class);

    private final List<Consumer<SandboxEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<SandboxEvent> waiting = new ArrayDeque<>();
    private boolean delivering;

    void listen(Consumer<SandboxEvent> listener) {
        listeners.add(listener);
    }

    /// Creates the event only if there are listeners.
    void emit(Supplier<SandboxEvent> event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            waiting.add(event.get());
            if (!delivering) {
                delivering = true;
                Thread.ofVirtual().name("telegram-sandbox-events").start(this::deliver);
            }
        }
    }

    private void deliver() {
        while (true) {
            SandboxEvent event;
            synchronized (waiting) {
                SandboxEvent next = waiting.poll();
                if (next == null) {
                    delivering = false;
                    waiting.notifyAll();
                    return;
                }
                event = next;
            }
            for (Consumer<SandboxEvent> listener : listeners) {
                try {
                    listener.accept(event);
                } catch (RuntimeException e) {
                    log.error("listener of the Telegram simulator failed: {}", event, e);
                }
            }
        }
    }

    /// Waits until the listeners were notified of all events so far. Must not be called by a
    /// listener, because it would wait for itself.
    void flush() {
        synchronized (waiting) {
            try {
                while (delivering) {
                    waiting.wait();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
