package digestbot.delivery.outbox;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public final class OutboxEvents {

    private static final String NOTIFICATION = "outbox";

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    public interface Listening {

        void stop();
    }

    public Listening addListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Notifies the pollers of this process also when other processes wrote deliveries.
    public void receiveFrom(Database database) {
        database.onNotification(NOTIFICATION, this::notifyListeners);
    }

    public void notifyListeners() {
        listeners.forEach(Runnable::run);
    }

    /// Notifies the pollers of all processes once the transaction is committed.
    public void notifyAfterCommit(Transaction transaction) {
        transaction.afterCommit(this::notifyListeners);
        transaction.notifyProcesses(NOTIFICATION);
    }
}
