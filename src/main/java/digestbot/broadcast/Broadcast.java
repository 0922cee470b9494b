package digestbot.broadcast;

import digestbot.subscription.Person;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// An announcement.
///
/// @param number the database's, never reused
/// @param author who wrote it, their language left out; empty for the command line
/// @param text Markdown, as it was written
/// @param run since it was confirmed
public record Broadcast(
        long number, Optional<Person> author, String text, Recipients to, State state, Optional<Run> run) {

    /// How far its life is.
    public enum State {
        DRAFT,
        RUNNING,
        STOPPED,
        DONE,
        DISCARDED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /// What is known since it was confirmed.
    ///
    /// @param shared the content's number in `delivery`
    /// @param expected how many recipients there were then
    /// @param after the last subscriber that was looked at
    /// @param planned whether everybody was looked at
    /// @param endedAt when nothing of it was on its way any more
    public record Run(
            long shared, long expected, long after, boolean planned, Instant startedAt, Optional<Instant> endedAt) {}

    /// Whether nothing more will come of it.
    public boolean isOver() {
        return state == State.DISCARDED || run.flatMap(Run::endedAt).isPresent();
    }
}
