package digestbot.broadcast;

import digestbot.audit.AuditAction;
import digestbot.broadcast.Broadcast.BroadcastState;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// An action of an operator on a broadcast, with the states that allow it. Chat, console, command
/// line and the stores use this rule.
public enum BroadcastAction {
    EDIT(Optional.empty()),
    RECIPIENTS(Optional.empty()),
    TEST(Optional.empty()),
    SEND(Optional.of(AuditAction.BROADCAST_SENT)),
    SCHEDULE(Optional.of(AuditAction.BROADCAST_SCHEDULED)),
    UNSCHEDULE(Optional.of(AuditAction.BROADCAST_UNSCHEDULED)),
    DISCARD(Optional.empty()),
    PAUSE(Optional.of(AuditAction.BROADCAST_PAUSED)),
    RESUME(Optional.of(AuditAction.BROADCAST_RESUMED)),
    STOP(Optional.of(AuditAction.BROADCAST_STOPPED)),
    RETRY(Optional.of(AuditAction.BROADCAST_RETRIED)),
    WITHDRAW(Optional.of(AuditAction.BROADCAST_WITHDRAWN));

    private final Optional<AuditAction> recordedAs;

    BroadcastAction(Optional<AuditAction> recordedAs) {
        this.recordedAs = recordedAs;
    }

    /// The name in addresses and options.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
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

    /// Tells whether the operator becomes the approver of the broadcast by this action.
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
            case EDIT, RECIPIENTS, SEND, SCHEDULE, DISCARD ->
                EnumSet.of(BroadcastState.DRAFT, BroadcastState.SCHEDULED);
            case TEST -> EnumSet.allOf(BroadcastState.class);
            case UNSCHEDULE -> EnumSet.of(BroadcastState.SCHEDULED);
            case PAUSE -> EnumSet.of(BroadcastState.RUNNING);
            case RESUME -> EnumSet.of(BroadcastState.PAUSED);
            case STOP -> EnumSet.of(BroadcastState.RUNNING, BroadcastState.PAUSED);
            case RETRY -> EnumSet.of(BroadcastState.DONE);
            case WITHDRAW ->
                EnumSet.of(BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.STOPPED, BroadcastState.DONE);
        };
    }
}
