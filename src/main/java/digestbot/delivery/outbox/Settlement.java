package digestbot.delivery.outbox;

import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What shall be stored about a claim after a request, or when it is given back.
///
/// @param arrived the part that arrived
/// @param ending how the claim ended; empty if further parts follow
public record Settlement(Claim.Key key, Optional<Arrived> arrived, Optional<Ending> ending) {

    /// A part that the platform has.
    ///
    /// @param thread a thread that it opened, where the delivery's further parts and their corrections belong
    /// @param change what that does to the delivery that is corrected, if one is
    public record Arrived(
            int ordinal, String messageId, OptionalLong thread, Instant at, Optional<PartChange> change) {}

    /// How a claim ends.
    public sealed interface Ending {

        /// All parts arrived.
        record Sent(Instant at) implements Ending {}

        /// It is owed again; nothing arrived since the last part that did.
        ///
        /// @param attempts how many of them count
        record Owed(Instant nextAt, int attempts, Optional<String> why) implements Ending {}

        /// It failed for now and is owed again.
        ///
        /// @param mayHaveArrived whether the part may have got there all the same
        /// @param attempts how many of them count
        record Again(Outcome outcome, boolean mayHaveArrived, String why, Instant nextAt, int attempts)
                implements Ending {}

        /// It is kept, with its reason.
        record Failed(Outcome failure, String why, Instant at) implements Ending {}

        /// It has failed, and the chat is paused; unless that was heard of since the request began, when it is owed
        /// again: who writes while a message is refused has come back.
        ///
        /// @param begun when the request began
        /// @param attempts how many of them count
        record Gone(Outcome failure, String why, Instant begun, int attempts, Instant at) implements Ending {}

        /// As [UnavailableDigest], for the chat outside of its threads alone: where others go to
        /// threads, these are still open.
        record ShutOut(Gone gone) implements Ending {}

        /// The chat's rows move, and it is owed again.
        record Moved(Destination from, long to, Instant nextAt, int attempts) implements Ending {}

        /// It is owed to the chat around the thread.
        ///
        /// @param forGood whether the thread's subscriptions, and what else is owed to it, go there too
        record LeftThread(Destination from, boolean forGood, String why, Instant nextAt, int attempts)
                implements Ending {}
    }

    /// When the delivery got on, if it did: a part arrived, or it has ended for good. Answers and notices do not
    /// count: they tell nothing of what waits, and one of them may be the very word that nothing leaves.
    public Optional<Instant> movedAt() {
        return Priority.isTalk(key.lane())
                ? Optional.empty()
                : arrived.map(Arrived::at).or(() -> ending.flatMap(Settlement::endedAt));
    }

    private static Optional<Instant> endedAt(Ending ending) {
        return switch (ending) {
            case Ending.Sent(Instant at) -> Optional.of(at);
            case Ending.Failed(Outcome _, String _, Instant at) -> Optional.of(at);
            case Ending.Gone(Outcome _, String _, Instant _, int _, Instant at) -> Optional.of(at);
            case Ending.ShutOut(Ending.Gone gone) -> Optional.of(gone.at());
            case Ending.Owed _, Ending.Again _, Ending.Moved _, Ending.LeftThread _ -> Optional.empty();
        };
    }

    /// The claim ends before anything was requested; as if it had not been.
    public static Settlement givenBack(Claim<?> claim, Duration pause, Instant now) {
        var ending = new Ending.Owed(now.plus(pause), claim.attempts() - 1, Optional.empty());
        return new Settlement(claim.key(), Optional.empty(), Optional.of(ending));
    }

    /// What the verdict on the claim's next part means for the rows.
    ///
    /// @param begun when its request was made
    public static Settlement of(Claim<?> claim, Verdict verdict, Instant begun, Instant now) {
        Optional<Arrived> arrived = Optional.empty();
        if (verdict instanceof Verdict.Arrived(String messageId, OptionalLong thread)) {
            arrived = Optional.of(new Arrived(claim.next(), messageId, thread, now, claim.change()));
        }
        return new Settlement(claim.key(), arrived, ending(claim, verdict, begun, now));
    }

    private static Optional<Ending> ending(Claim<?> claim, Verdict verdict, Instant begun, Instant now) {
        return switch (verdict) {
            case Verdict.Arrived _ -> claim.isLast() ? Optional.of(new Ending.Sent(now)) : Optional.empty();
            case Verdict.Wait wait ->
                Optional.of(new Ending.Owed(
                        now.plus(wait.pause()), claim.attempts() - 1, Optional.of("the platform asked to wait")));
            case Verdict.PutOff(Duration pause, String why) ->
                Optional.of(new Ending.Owed(now.plus(pause), claim.attempts() - 1, Optional.of(why)));
            case Verdict.Follow(long to, Duration pause) ->
                Optional.of(new Ending.Moved(claim.to(), to, now.plus(pause), claim.attempts()));
            case Verdict.LeaveThread(boolean forGood, String why) ->
                Optional.of(new Ending.LeftThread(claim.to(), forGood, why, now, claim.attempts() - 1));
            case Verdict.Plain _, Verdict.Empty _ -> Optional.empty();
            case Verdict.Pause(Outcome failure, String why) ->
                Optional.of(new Ending.Gone(failure, why, begun, claim.attempts(), now));
            case Verdict.ShutOut(String why) ->
                Optional.of(new Ending.ShutOut(new Ending.Gone(Outcome.NO_RIGHTS, why, begun, claim.attempts(), now)));
            case Verdict.Fail(Outcome failure, String why) -> Optional.of(new Ending.Failed(failure, why, now));
            case Verdict.Again(Duration pause, Outcome outcome, boolean mayHaveArrived, String why) ->
                Optional.of(new Ending.Again(outcome, mayHaveArrived, why, now.plus(pause), claim.attempts()));
        };
    }
}
