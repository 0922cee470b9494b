package digestbot.delivery;

import digestbot.delivery.SendResult.ChatMoved;
import digestbot.delivery.SendResult.FormatRefused;
import digestbot.delivery.SendResult.MessageGone;
import digestbot.delivery.SendResult.NotSent;
import digestbot.delivery.SendResult.RateLimited;
import digestbot.delivery.SendResult.Rejected;
import digestbot.delivery.SendResult.Sent;
import digestbot.delivery.SendResult.ThreadGone;
import digestbot.delivery.SendResult.Unconfirmed;
import digestbot.delivery.SendResult.Unreachable;
import java.time.Duration;

/// What each outcome of a request leads to: the one table of it.
final class Policy {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// With pauses of 1, 2, 4 … 256 seconds and then five minutes each, about 24 hours.
    static final int LAST_ATTEMPT = 296;

    private Policy() {}

    /// What the result leads to.
    ///
    /// @param attempts how often it was tried since a part last arrived, this time included: from 1
    static Verdict of(SendResult result, int attempts) {
        return switch (result) {
            case Sent(String messageId) -> new Verdict.Arrived(messageId);
            case RateLimited(Duration retryAfter, boolean everything) ->
                new Verdict.Wait(retryAfter.compareTo(SHORTEST) < 0 ? SHORTEST : retryAfter, everything);
            case ChatMoved(long to) -> new Verdict.Follow(to, attempts == 1 ? Duration.ZERO : pause(attempts));
            case Unreachable(String why) -> new Verdict.Pause(why);
            case Rejected(String why) -> new Verdict.Fail(why);
            case MessageGone(String why) -> new Verdict.Fail(why);
            case ThreadGone(String why) -> new Verdict.Fail(why);
            case FormatRefused(String why) -> new Verdict.Fail(why);
            case NotSent(String why) -> again(why, attempts);
            // Sending it twice beats losing it.
            case Unconfirmed(String why) -> again(why, attempts);
        };
    }

    private static Verdict again(String why, int attempts) {
        return attempts < LAST_ATTEMPT
                ? new Verdict.Again(pause(attempts), why)
                : new Verdict.Fail("given up after " + attempts + " attempts: " + why);
    }

    private static Duration pause(int attempts) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
