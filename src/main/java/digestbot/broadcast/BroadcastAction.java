package digestbot.broadcast;

import static digestbot.broadcast.Broadcast.BroadcastState.*;

import digestbot.audience.StoredEnum;
import digestbot.audience.audit.AuditAction;
import digestbot.broadcast.Broadcast.BroadcastState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// An action of an operator on a broadcast, with the states that allow it. Chat, console and the
/// table use this rule.
public enum BroadcastAction implements StoredEnum {
    EDIT,
    RECIPIENTS,
    TEST,
    SEND(AuditAction.BROADCAST_SENT),
    SCHEDULE(AuditAction.BROADCAST_SCHEDULED),
    UNSCHEDULE(AuditAction.BROADCAST_UNSCHEDULED),
    DISCARD,
    PAUSE(AuditAction.BROADCAST_PAUSED),
    RESUME(AuditAction.BROADCAST_RESUMED),
    STOP(AuditAction.BROADCAST_STOPPED),
    RETRY(AuditAction.BROADCAST_RETRIED),
    WITHDRAW(AuditAction.BROADCAST_WITHDRAWN);

    private final Optional<AuditAction> recordedAs;

    BroadcastAction() {
        recordedAs = Optional.empty();
    }

    BroadcastAction(AuditAction recordedAs) {
        this.recordedAs = Optional.of(recordedAs);
    }

    public boolean isAllowed(Broadcast broadcast) {
        return allowedIn().contains(broadcast.state());
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

    /// Whether the operator becomes the approver of the broadcast by this action.
    boolean isApproval() {
        return switch (this) {
            case SEND, SCHEDULE, RESUME, RETRY -> true;
            case EDIT, RECIPIENTS, TEST, UNSCHEDULE, DISCARD, PAUSE, STOP, WITHDRAW -> false;
        };
    }

    Optional<AuditAction> recordedAs() {
        return recordedAs;
    }

    Set<BroadcastState> allowedIn() {
        return switch (this) {
            case EDIT, RECIPIENTS, SEND, SCHEDULE, DISCARD -> EnumSet.of(DRAFT, SCHEDULED);
            case TEST -> EnumSet.allOf(BroadcastState.class);
            case UNSCHEDULE -> EnumSet.of(SCHEDULED);
            case PAUSE -> EnumSet.of(RUNNING);
            case RESUME -> EnumSet.of(PAUSED);
            case STOP -> EnumSet.of(RUNNING, PAUSED);
            case RETRY -> EnumSet.of(DONE);
            case WITHDRAW -> EnumSet.of(RUNNING, PAUSED, STOPPED, DONE);
        };
    }
}
