package digestbot.broadcast;

import digestbot.audience.Person;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// An announcement.
///
/// @param number the database's, never reused
/// @param author who wrote it, their language left out; empty for the command line and the console
/// @param text Markdown, as it was written
/// @param sendAt when it goes out, while it is scheduled
/// @param run since it was confirmed, or its time came
public record Broadcast(
        long number,
        Optional<Person> author,
        String text,
        Recipients to,
        State state,
        Instant createdAt,
        Optional<Instant> sendAt,
        Optional<Run> run) {

    /// The stage of a broadcast's life.
    public enum State {
        DRAFT,
        SCHEDULED,
        RUNNING,
        PAUSED,
        STOPPED,
        DONE,
        WITHDRAWN,
        DISCARDED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /// Facts that are known since the broadcast was confirmed.
    ///
    /// @param shared the content's number in `delivery`
    /// @param expected how many recipients there were then
    /// @param after the last subscriber that was looked at
    /// @param planned whether everybody was looked at
    /// @param retrying the last subscriber whose failed delivery was looked at; empty if none is sent again
    /// @param withdrawal the fan-out that takes it back; empty if it is not taken back
    /// @param withdrawing the last subscriber whose message was looked at; empty if all were
    /// @param endedAt when nothing of it was on its way any more
    public record Run(
            long shared,
            long expected,
            long after,
            boolean planned,
            OptionalLong retrying,
            OptionalLong withdrawal,
            OptionalLong withdrawing,
            Instant startedAt,
            Optional<Instant> endedAt) {}

    /// Tells whether it can still be changed: nobody has got anything of it.
    public boolean isOpen() {
        return state == State.DRAFT || state == State.SCHEDULED;
    }

    /// Tells whether nothing more will come of it by itself.
    public boolean isOver() {
        return state == State.DISCARDED || run.flatMap(Run::endedAt).isPresent();
    }
}
