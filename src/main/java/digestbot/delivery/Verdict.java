package digestbot.delivery;

import java.time.Duration;

/// What becomes of a delivery after a request to the platform.
sealed interface Verdict {

    /// The part arrived; the next one may go.
    record Arrived(String messageId) implements Verdict {}

    /// The platform wants a pause. That is no failed attempt.
    record Wait(Duration pause, boolean everything) implements Verdict {}

    /// The chat's rows get the new id, and the part goes there.
    record Follow(long to, Duration pause) implements Verdict {}

    /// This delivery has failed; the chat gets nothing until it comes back.
    record Pause(String why) implements Verdict {}

    /// This delivery has failed and is kept with its reason.
    record Fail(String why) implements Verdict {}

    /// The part is tried again.
    record Again(Duration pause, String why) implements Verdict {}
}
