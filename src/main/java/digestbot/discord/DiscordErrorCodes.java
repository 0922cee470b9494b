package digestbot.discord;

import static java.util.Map.entry;

import digestbot.delivery.api.Outcome;
import java.util.Map;

/// Discord's codes, from “Opcodes and Status Codes” in its documentation.
public final class DiscordErrorCodes {

    public static final Map<Integer, Outcome> OUTCOMES = Map.ofEntries(
            entry(10_003, Outcome.UNKNOWN_CHANNEL),
            entry(10_004, Outcome.KICKED), // unknown server
            entry(10_008, Outcome.MESSAGE_GONE),
            entry(10_013, Outcome.DEACTIVATED), // unknown user
            entry(40_333, Outcome.BLOCKED_BY_PROXY), // “internal network error”, from a proxy in front of Discord
            entry(50_001, Outcome.NO_RIGHTS), // missing access
            entry(50_005, Outcome.MESSAGE_GONE), // a message of somebody else
            entry(50_007, Outcome.CANNOT_DM),
            entry(50_008, Outcome.NO_RIGHTS), // a channel without messages
            entry(50_013, Outcome.NO_RIGHTS), // missing permissions
            entry(50_035, Outcome.MARKUP_REFUSED), // invalid form body
            entry(50_083, Outcome.THREAD_ARCHIVED),
            entry(50_278, Outcome.CANNOT_DM), // no server in common
            entry(160_005, Outcome.THREAD_ARCHIVED)); // locked

    private DiscordErrorCodes() {}
}
