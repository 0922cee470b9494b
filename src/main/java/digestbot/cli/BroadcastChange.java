package digestbot.cli;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastTools;
import digestbot.database.Transaction;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A change of a broadcast that the command line can make, and the states in which it makes sense.
enum BroadcastChange {
    UNSCHEDULE("a scheduled one can be unscheduled", "unscheduled; it is a draft again."),
    PAUSE("a running one can be paused", "paused. Messages in flight still arrive."),
    RESUME("a paused one can be resumed", "resumed."),
    STOP("a running or paused one can be stopped", "stopped. Remaining recipients will not get it."),
    RETRY("one that is done can be retried", "running again: retrying failed messages."),
    WITHDRAW("one that was sent can be withdrawn", "withdrawn. The running bot removes its messages.");

    private static final Actor BY = new Actor.CommandLine();

    private final String rule;
    private final String result;

    BroadcastChange(String rule, String result) {
        this.rule = rule;
        this.result = result;
    }

    private Set<State> from() {
        return switch (this) {
            case UNSCHEDULE -> Set.of(State.SCHEDULED);
            case PAUSE -> Set.of(State.RUNNING);
            case RESUME -> Set.of(State.PAUSED);
            case STOP -> Set.of(State.RUNNING, State.PAUSED);
            case RETRY -> Set.of(State.DONE);
            case WITHDRAW -> Set.of(State.RUNNING, State.PAUSED, State.STOPPED, State.DONE);
        };
    }

    /// The sentence that follows the broadcast's number once the change is made.
    String result() {
        return result;
    }

    /// A sentence that says why the change makes no sense; empty if it does.
    Optional<String> refusal(Broadcast broadcast) {
        String state = broadcast.state() == State.DRAFT
                ? "a draft"
                : broadcast.state().name().toLowerCase(Locale.ROOT);
        return from().contains(broadcast.state())
                ? Optional.empty()
                : Optional.of("Broadcast %d is %s; only %s.".formatted(broadcast.number(), state, rule));
    }

    /// Makes the change.
    ///
    /// @return whether the broadcast was in a state for it
    boolean apply(Transaction transaction, BroadcastTools tools, long number) {
        return switch (this) {
            case UNSCHEDULE -> tools.launch().unschedule(transaction, number);
            case PAUSE -> tools.steering().pause(transaction, number);
            case RESUME -> tools.steering().goOn(transaction, number, BY);
            case STOP -> tools.steering().stop(transaction, number);
            case RETRY -> tools.steering().retry(transaction, number, BY, Optional.empty());
            case WITHDRAW -> tools.steering().withdraw(transaction, number, Optional.empty());
        };
    }
}
