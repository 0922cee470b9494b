package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.Broadcast.State;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Records actions on broadcasts in the audit log. It derives the action from the broadcast's state
/// before and after, so every caller records the same thing, and an action without effect is not
/// recorded.
public final class BroadcastAuditLog {

    private final BroadcastDrafts broadcasts;
    private final AuditLog audit;

    public BroadcastAuditLog(BroadcastDrafts broadcasts, AuditLog audit) {
        this.broadcasts = broadcasts;
        this.audit = audit;
    }

    private record Standing(State state, Optional<Instant> sendAt) {}

    /// Runs the action, notes it if it changed something, and returns its result.
    ///
    /// @param number of the announcement
    public <T> T noting(Transaction transaction, Actor by, long number, Supplier<T> act) {
        Optional<Standing> before = standing(transaction, number);
        T result = act.get();
        Optional<Standing> now = standing(transaction, number);
        if (!now.equals(before)) {
            now.flatMap(after -> deed(before.map(Standing::state), after.state()))
                    .ifPresent(deed -> audit.note(transaction, by, deed, new AuditSubject.Broadcast(number)));
        }
        return result;
    }

    private Optional<Standing> standing(Transaction transaction, long number) {
        return broadcasts.find(transaction, number).map(found -> new Standing(found.state(), found.sendAt()));
    }

    private static Optional<AuditAction> deed(Optional<State> before, State now) {
        boolean scheduled = before.equals(Optional.of(State.SCHEDULED));
        return switch (now) {
            case RUNNING ->
                Optional.of(
                        before.equals(Optional.of(State.PAUSED))
                                ? AuditAction.BROADCAST_RESUMED
                                : before.equals(Optional.of(State.DONE))
                                        ? AuditAction.BROADCAST_RETRIED
                                        : AuditAction.BROADCAST_SENT);
            case SCHEDULED -> Optional.of(AuditAction.BROADCAST_SCHEDULED);
            case PAUSED -> Optional.of(AuditAction.BROADCAST_PAUSED);
            case STOPPED -> Optional.of(AuditAction.BROADCAST_STOPPED);
            case WITHDRAWN -> Optional.of(AuditAction.BROADCAST_WITHDRAWN);
            case DRAFT, DISCARDED -> scheduled ? Optional.of(AuditAction.BROADCAST_UNSCHEDULED) : Optional.empty();
            case DONE -> Optional.empty();
        };
    }
}
