package digestbot.delivery.outbox;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

public final class OutboxEvents {

    private static final String NOTIFICATION = "outbox";
    private static final String WITHDRAWAL = "withdrawal";

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong withdrawals = new AtomicLong();

    /// Returns what ends it.
    public Runnable addListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Notifies the pollers of this process also when other processes wrote deliveries.
    public void receiveFrom(Database database) {
        database.onNotification(NOTIFICATION, this::notifyListeners);
        database.onNotification(WITHDRAWAL, this::withdrawn);
    }

    private void withdrawn() {
        withdrawals.incrementAndGet();
        notifyListeners();
    }

    /// A number that has changed if a digest may have been withdrawn.
    public long withdrawals() {
        return withdrawals.get();
    }

    /// Makes the pollers of all processes release what they have claimed of withdrawn digests, once
    /// the transaction is committed.
    public void withdrawnAfterCommit(Transaction transaction) {
        transaction.afterCommit(this::withdrawn);
        transaction.notifyProcesses(WITHDRAWAL);
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
