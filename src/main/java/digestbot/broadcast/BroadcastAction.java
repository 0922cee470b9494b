package digestbot.broadcast;

import static digestbot.broadcast.Broadcast.BroadcastState.*;

import digestbot.audience.StoredEnum;
import digestbot.audit.AuditAction;
import digestbot.broadcast.Broadcast.BroadcastState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// An action of an operator on a broadcast, with the states that allow it. Chat, console, command
/// line and the table use this rule.
public enum BroadcastAction implements StoredEnum {
    EDIT(DRAFT, SCHEDULED),
    RECIPIENTS(DRAFT, SCHEDULED),
    TEST(BroadcastState.values()),
    SEND(AuditAction.BROADCAST_SENT, DRAFT, SCHEDULED),
    SCHEDULE(AuditAction.BROADCAST_SCHEDULED, DRAFT, SCHEDULED),
    UNSCHEDULE(AuditAction.BROADCAST_UNSCHEDULED, SCHEDULED),
    DISCARD(DRAFT, SCHEDULED),
    PAUSE(AuditAction.BROADCAST_PAUSED, RUNNING),
    RESUME(AuditAction.BROADCAST_RESUMED, PAUSED),
    STOP(AuditAction.BROADCAST_STOPPED, RUNNING, PAUSED),
    RETRY(AuditAction.BROADCAST_RETRIED, DONE),
    WITHDRAW(AuditAction.BROADCAST_WITHDRAWN, RUNNING, PAUSED, STOPPED, DONE);

    /// By these the operator becomes the approver of the broadcast.
    private static final Set<BroadcastAction> APPROVALS = EnumSet.of(SEND, SCHEDULE, RESUME, RETRY);

    private final Optional<AuditAction> recordedAs;
    private final Set<BroadcastState> allowedIn;

    BroadcastAction(BroadcastState... allowedIn) {
        this(Optional.empty(), allowedIn);
    }

    BroadcastAction(AuditAction recordedAs, BroadcastState... allowedIn) {
        this(Optional.of(recordedAs), allowedIn);
    }

    BroadcastAction(Optional<AuditAction> recordedAs, BroadcastState... allowedIn) {
        this.recordedAs = recordedAs;
        this.allowedIn = Set.of(allowedIn);
    }

    public boolean isAllowed(Broadcast broadcast) {
        return allowedIn.contains(broadcast.state());
    }

    /// The actions that the console offers for a broadcast that was started. A broadcast that can
    /// be stopped is not offered for withdrawal yet, and one without failures is not offered for a
    /// retry.
    ///
    /// @param hasFailures called only if a retry is allowed, because counting takes long
    public static List<BroadcastAction> offered(Broadcast broadcast, BooleanSupplier hasFailures) {
        return Stream.of(PAUSE, RESUME, STOP, RETRY, WITHDRAW)
                .filter(action -> action.isAllowed(broadcast))
                .filter(action -> action != WITHDRAW || !STOP.isAllowed(broadcast))
                .filter(action -> action != RETRY || hasFailures.getAsBoolean())
                .toList();
    }

    boolean isApproval() {
        return APPROVALS.contains(this);
    }

    Optional<AuditAction> recordedAs() {
        return recordedAs;
    }

    Set<BroadcastState> allowedIn() {
        return allowedIn;
    }
}
