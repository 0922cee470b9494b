package digestbot.audit;

import digestbot.database.Transaction;
import java.time.InstantSource;

/// Notes what those who run the bot do.
public final class AuditLog {

    private final AuditStore store = new AuditStore();
    private final InstantSource clock;

    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /// Notes the act, in the transaction that does it: either both are there or neither.
    public void note(Transaction transaction, Actor by, AuditAction deed, AuditSubject about) {
        store.add(transaction, clock.instant(), by, deed, about);
    }
}
