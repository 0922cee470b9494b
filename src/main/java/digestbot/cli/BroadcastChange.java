package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.database.Transaction;
import java.util.Locale;
import java.util.Optional;

/// A change of a broadcast that the command line can make.
enum BroadcastChange {
    UNSCHEDULE(BroadcastAction.UNSCHEDULE, "a scheduled one can be unscheduled", "unscheduled; it is a draft again."),
    PAUSE(BroadcastAction.PAUSE, "a running one can be paused", "paused. Messages in flight still arrive."),
    RESUME(BroadcastAction.RESUME, "a paused one can be resumed", "resumed."),
    STOP(
            BroadcastAction.STOP,
            "a running or paused one can be stopped",
            "stopped. Remaining recipients will not get it."),
    RETRY(BroadcastAction.RETRY, "one that is done can be retried", "running again: retrying failed messages."),
    WITHDRAW(
            BroadcastAction.WITHDRAW,
            "one that was sent can be withdrawn",
            "withdrawn. The running bot removes its messages.");

    private static final Actor BY = new Actor.CommandLineUser();

    private final BroadcastAction action;
    private final String rule;
    private final String result;

    BroadcastChange(BroadcastAction action, String rule, String result) {
        this.action = action;
        this.rule = rule;
        this.result = result;
    }

    /// The sentence that follows the broadcast's number once the change is made.
    String result() {
        return result;
    }

    /// The reason why the broadcast's state does not allow the change; empty if it does.
    Optional<String> refusal(Broadcast broadcast) {
        String state = broadcast.state() == BroadcastState.DRAFT
                ? "a draft"
                : broadcast.state().name().toLowerCase(Locale.ROOT);
        return action.isAllowed(broadcast)
                ? Optional.empty()
                : Optional.of("Broadcast %d is %s; only %s.".formatted(broadcast.number(), state, rule));
    }

    /// Makes the change.
    ///
    /// @return whether the broadcast was in a state for it
    boolean apply(Transaction transaction, BroadcastModule services, long number) {
        return switch (this) {
            case UNSCHEDULE -> services.broadcasts().unschedule(transaction, number, BY);
            case PAUSE -> services.control().pause(transaction, number, BY);
            case RESUME -> services.control().resume(transaction, number, BY);
            case STOP -> services.control().stop(transaction, number, BY);
            case RETRY -> services.control().retry(transaction, number, BY, Optional.empty());
            case WITHDRAW -> services.control().withdraw(transaction, number, BY, Optional.empty());
        };
    }
}
