package digestbot.audit;

import digestbot.database.Transaction;
import java.time.InstantSource;

public final class AuditLog {

    private final AuditStore store = new AuditStore();
    private final InstantSource clock;

    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /// Records the action in the transaction that performs it, so that both are committed or
    /// neither.
    public void record(Transaction transaction, Actor by, AuditAction action, AuditSubject subject) {
        store.add(transaction, clock.instant(), by, action, subject);
    }
}
