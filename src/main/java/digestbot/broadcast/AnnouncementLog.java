package digestbot.broadcast;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.broadcast.Broadcast.State;
import digestbot.database.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Notes what is done to announcements, by how these stand before and after: wherever it is done, and whether or
/// not it had an effect.
public final class AnnouncementLog {

    private final Broadcasts broadcasts;
    private final Audit audit;

    public AnnouncementLog(Broadcasts broadcasts, Audit audit) {
        this.broadcasts = broadcasts;
        this.audit = audit;
    }

    private record Standing(State state, Optional<Instant> sendAt) {}

    /// What comes of the act, noted if that changed something.
    ///
    /// @param number of the announcement
    public <T> T noting(Transaction transaction, Actor by, long number, Supplier<T> act) {
        Optional<Standing> before = standing(transaction, number);
        T result = act.get();
        Optional<Standing> now = standing(transaction, number);
        if (!now.equals(before)) {
            now.flatMap(after -> deed(before.map(Standing::state), after.state()))
                    .ifPresent(deed -> audit.note(transaction, by, deed, new Subject.Broadcast(number)));
        }
        return result;
    }

    private Optional<Standing> standing(Transaction transaction, long number) {
        return broadcasts.find(transaction, number).map(found -> new Standing(found.state(), found.sendAt()));
    }

    private static Optional<Deed> deed(Optional<State> before, State now) {
        boolean scheduled = before.equals(Optional.of(State.SCHEDULED));
        return switch (now) {
            case RUNNING ->
                Optional.of(
                        before.equals(Optional.of(State.PAUSED))
                                ? Deed.BROADCAST_RESUMED
                                : before.equals(Optional.of(State.DONE))
                                        ? Deed.BROADCAST_RETRIED
                                        : Deed.BROADCAST_SENT);
            case SCHEDULED -> Optional.of(Deed.BROADCAST_SCHEDULED);
            case PAUSED -> Optional.of(Deed.BROADCAST_PAUSED);
            case STOPPED -> Optional.of(Deed.BROADCAST_STOPPED);
            case WITHDRAWN -> Optional.of(Deed.BROADCAST_WITHDRAWN);
            case DRAFT, DISCARDED -> scheduled ? Optional.of(Deed.BROADCAST_UNSCHEDULED) : Optional.empty();
            case DONE -> Optional.empty();
        };
    }
}
