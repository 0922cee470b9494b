package digestbot.broadcast;

import digestbot.audit.AuditAction;
import digestbot.broadcast.Broadcast.State;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// An action of an operator on a broadcast, with the states that allow it. Chat, console, command
/// line and the stores take the rule from here.
public enum BroadcastAction {
    RECIPIENTS(Optional.empty(), State.DRAFT, State.SCHEDULED),
    TEST(Optional.empty(), State.values()),
    SEND(Optional.of(AuditAction.BROADCAST_SENT), State.DRAFT, State.SCHEDULED),
    SCHEDULE(Optional.of(AuditAction.BROADCAST_SCHEDULED), State.DRAFT, State.SCHEDULED),
    UNSCHEDULE(Optional.of(AuditAction.BROADCAST_UNSCHEDULED), State.SCHEDULED),
    DISCARD(Optional.empty(), State.DRAFT, State.SCHEDULED),
    PAUSE(Optional.of(AuditAction.BROADCAST_PAUSED), State.RUNNING),
    RESUME(Optional.of(AuditAction.BROADCAST_RESUMED), State.PAUSED),
    STOP(Optional.of(AuditAction.BROADCAST_STOPPED), State.RUNNING, State.PAUSED),
    RETRY(Optional.of(AuditAction.BROADCAST_RETRIED), State.DONE),
    WITHDRAW(Optional.of(AuditAction.BROADCAST_WITHDRAWN), State.RUNNING, State.PAUSED, State.STOPPED, State.DONE);

    private final Optional<AuditAction> recordedAs;

    @SuppressWarnings("ImmutableEnumChecker") // it is unmodifiable
    private final Set<State> allowedIn;

    BroadcastAction(Optional<AuditAction> recordedAs, State... allowedIn) {
        this.recordedAs = recordedAs;
        this.allowedIn = Collections.unmodifiableSet(EnumSet.copyOf(List.of(allowedIn)));
    }

    /// The name in addresses and options.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAllowed(Broadcast broadcast) {
        return allowedIn.contains(broadcast.state());
    }

    /// The actions that a progress report offers. A broadcast that can be stopped is not offered for
    /// withdrawal yet, and one without failures is not offered for a retry.
    ///
    /// @param hasFailures asked only if a retry is allowed, because counting takes long
    public static List<BroadcastAction> offered(Broadcast broadcast, BooleanSupplier hasFailures) {
        return Stream.of(PAUSE, RESUME, STOP, RETRY, WITHDRAW)
                .filter(action -> action.isAllowed(broadcast))
                .filter(action -> action != WITHDRAW || !STOP.isAllowed(broadcast))
                .filter(action -> action != RETRY || hasFailures.getAsBoolean())
                .toList();
    }

    /// Tells whether the operator answers for the sending from now on.
    boolean isApproval() {
        return switch (this) {
            case SEND, SCHEDULE, RESUME, RETRY -> true;
            case RECIPIENTS, TEST, UNSCHEDULE, DISCARD, PAUSE, STOP, WITHDRAW -> false;
        };
    }

    /// The entry of the audit log; empty if the action is not recorded.
    Optional<AuditAction> recordedAs() {
        return recordedAs;
    }

    Set<State> allowedIn() {
        return allowedIn;
    }
}
