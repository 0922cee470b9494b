package digestbot.delivery.outbox;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult.RateLimited.Whom;
import java.time.Duration;
import java.util.OptionalLong;

/// What becomes of a delivery after a request to the platform.
public sealed interface Verdict {

    /// The part arrived, or there is nothing left to change; the next one may go.
    ///
    /// @param thread a thread that it opened, where they go
    record Arrived(String messageId, OptionalLong thread) implements Verdict {

        public Arrived(String messageId) {
            this(messageId, OptionalLong.empty());
        }
    }

    /// The platform wants a pause. That is no failed attempt.
    record Wait(Duration pause, Whom whom) implements Verdict {}

    /// This part alone needs a pause; what is behind it in its lane waits too. That is no failed
    /// attempt.
    record PutOff(Duration pause, String why) implements Verdict {}

    /// The chat's rows get the new id, and the part goes there.
    record Follow(long to, Duration pause) implements Verdict {}

    /// The part goes to the chat around the thread.
    ///
    /// @param forGood whether the thread's subscriptions, and what else is owed to it, go there too
    record LeaveThread(boolean forGood, String why) implements Verdict {}

    /// The part goes once more, as plain text. That is no failed attempt.
    record Plain(String why) implements Verdict {}

    /// The message that can't be deleted is emptied. That is no failed attempt.
    record Empty(String messageId, String why) implements Verdict {}

    /// This delivery has failed; the chat gets nothing until it comes back.
    record Pause(Outcome failure, String why) implements Verdict {}

    /// The chat takes nothing outside of its threads: it gets nothing until it comes back, unless others go to
    /// threads.
    record ShutOut(String why) implements Verdict {}

    /// This delivery has failed and is kept with its reason.
    record Fail(Outcome failure, String why) implements Verdict {}

    /// The part is tried again.
    ///
    /// @param mayHaveArrived whether it may have got there all the same
    record Again(Duration pause, Outcome outcome, boolean mayHaveArrived, String why) implements Verdict {}
}
