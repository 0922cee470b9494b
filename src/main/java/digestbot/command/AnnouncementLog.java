package digestbot.command;

import digestbot.audit.Actor;
import digestbot.audit.Audit;
import digestbot.audit.Deed;
import digestbot.audit.Subject;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Broadcasts;
import digestbot.edition.BroadcastPress;
import java.util.Optional;
import java.util.function.Supplier;

/// Notes what presses do to announcements, by the state that these are in before and after.
public final class AnnouncementLog {

    private final Broadcasts broadcasts;
    private final Audit audit;

    public AnnouncementLog(Broadcasts broadcasts, Audit audit) {
        this.broadcasts = broadcasts;
        this.audit = audit;
    }

    /// The answer to the press, noted if that did something.
    Reply noting(Asked asked, BroadcastPress press, Supplier<Reply> answer) {
        Optional<State> before = state(asked, press);
        Reply reply = answer.get();
        state(asked, press)
                .filter(now -> !Optional.of(now).equals(before))
                .flatMap(AnnouncementLog::deed)
                .ifPresent(deed -> audit.note(
                        asked.transaction(),
                        Actor.of(asked.request().person()),
                        deed,
                        new Subject.Broadcast(press.broadcast())));
        return reply;
    }

    private Optional<State> state(Asked asked, BroadcastPress press) {
        return broadcasts.find(asked.transaction(), press.broadcast()).map(Broadcast::state);
    }

    private static Optional<Deed> deed(State now) {
        return switch (now) {
            case RUNNING -> Optional.of(Deed.BROADCAST_SENT);
            case STOPPED -> Optional.of(Deed.BROADCAST_STOPPED);
            case DRAFT, DISCARDED, DONE -> Optional.empty();
        };
    }
}
