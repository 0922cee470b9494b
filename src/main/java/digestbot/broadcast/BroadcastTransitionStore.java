package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditSubject;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.database.Transaction;
import java.time.InstantSource;
import java.util.stream.Collectors;

/// Applies actions to the rows of broadcasts. Every action passes here: it has no effect in a state
/// that does not allow it. An effective action is recorded in the audit log, and the operator who
/// sends becomes the approver.
final class BroadcastTransitionStore {

    private final ApprovalStore approvals = new ApprovalStore();
    private final AuditLog auditLog;

    BroadcastTransitionStore(InstantSource clock) {
        auditLog = new AuditLog(clock);
    }

    /// An action on one broadcast.
    ///
    /// @param by the operator
    record Change(BroadcastAction action, long number, Actor by) {}

    /// Applies the action and returns whether the broadcast's state allowed it.
    ///
    /// @param assignments SQL, with a `?` for each value
    boolean apply(Transaction transaction, Change change, String assignments, Object... values) {
        String states = change.action().allowedIn().stream()
                .map(BroadcastState::id)
                .collect(Collectors.joining("', '", "('", "')"));
        var update = transaction
                .handle()
                .createUpdate("UPDATE broadcast SET %s WHERE number = %d AND state IN %s"
                        .formatted(assignments, change.number(), states));
        for (int position = 0; position < values.length; position++) {
            update.bind(position, values[position]);
        }
        boolean applied = update.execute() > 0;
        if (applied) {
            record(transaction, change);
        }
        return applied;
    }

    private void record(Transaction transaction, Change change) {
        boolean sends = change.action().isApproval() && !(change.by() instanceof Actor.BotItself);
        if (sends) {
            approvals.set(transaction, change.number(), change.by());
        }
        change.action()
                .recordedAs()
                .ifPresent(action -> auditLog.record(
                        transaction, change.by(), action, new AuditSubject.BroadcastSubject(change.number())));
    }
}
