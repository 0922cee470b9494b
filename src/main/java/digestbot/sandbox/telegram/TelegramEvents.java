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

/// Tells listeners what happened, in order and one event at a time, on a thread of its own: a slow listener holds
/// up no request, and one that acts on the sandbox cannot lock it.
final class TelegramEvents {
    private static final Logger log = LoggerFactory.getLogger(TelegramEvents.class);

    private final List<Consumer<SandboxEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<SandboxEvent> waiting = new ArrayDeque<>();
    private boolean delivering;

    void listen(Consumer<SandboxEvent> listener) {
        listeners.add(listener);
    }

    /// Makes the event only if somebody listens.
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

    /// Waits until everything emitted so far was told. Not to be called by a listener, which it would wait for.
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
