package digestbot.delivery.outbox;

import digestbot.database.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notifies the pollers when deliveries were written.
public final class OutboxEvents {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /// Notifies the pollers now.
    public void notifyListeners() {
        listeners.forEach(Runnable::run);
    }

    /// Notifies the pollers once the transaction is committed.
    public void notifyAfterCommit(Transaction transaction) {
        transaction.afterCommit(this::notifyListeners);
    }
}
