package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notifies the pollers when deliveries were written.
public final class OutboxEvents {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void onRing(Runnable listener) {
        listeners.add(listener);
    }

    /// Wakes them now.
    public void ring() {
        listeners.forEach(Runnable::run);
    }

    /// Wakes them once the transaction is committed.
    public void ringAfter(Transaction transaction) {
        transaction.afterCommit(this::ring);
    }
}
