package digestbot.discord;

import digestbot.delivery.api.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Discord's codes, from “Opcodes and Status Codes” in its documentation.
public final class DiscordErrorCodes {

    private static final Map<Integer, Outcome> CODES = new LinkedHashMap<>();

    static {
        CODES.put(10_003, Outcome.UNKNOWN_CHANNEL);
        CODES.put(10_004, Outcome.KICKED); // unknown server
        CODES.put(10_008, Outcome.MESSAGE_GONE);
        CODES.put(10_013, Outcome.DEACTIVATED); // unknown user
        CODES.put(40_333, Outcome.BLOCKED_BY_PROXY); // “internal network error”, from a proxy in front of Discord
        CODES.put(50_001, Outcome.NO_RIGHTS); // missing access
        CODES.put(50_005, Outcome.MESSAGE_GONE); // a message of somebody else
        CODES.put(50_007, Outcome.CANNOT_DM);
        CODES.put(50_008, Outcome.NO_RIGHTS); // a channel without messages
        CODES.put(50_013, Outcome.NO_RIGHTS); // missing permissions
        CODES.put(50_035, Outcome.MARKUP_REFUSED); // invalid form body
        CODES.put(50_083, Outcome.THREAD_ARCHIVED);
        CODES.put(50_278, Outcome.CANNOT_DM); // no server in common
        CODES.put(160_005, Outcome.THREAD_ARCHIVED); // locked
    }

    private DiscordErrorCodes() {}

    static Optional<Outcome> outcomeOf(int code) {
        return Optional.ofNullable(CODES.get(code));
    }

    /// The codes and other signs of an outcome; empty if Discord does not have it.
    public static List<String> describe(Outcome outcome) {
        Stream<String> codes = CODES.entrySet().stream()
                .filter(code -> code.getValue() == outcome)
                .map(code -> code.getKey().toString());
        return Stream.concat(codes, otherSigns(outcome).stream()).toList();
    }

    private static List<String> otherSigns(Outcome outcome) {
        return switch (outcome) {
            case THREAD_DELETED -> List.of("10003 of a thread");
            case NO_RIGHTS -> List.of("every other 403");
            case CHAT_LIMIT -> List.of("429");
            case EDIT_LIMIT -> List.of("30046");
            case OVERALL_LIMIT -> List.of("429 with “global”, or not from Discord itself");
            case TOKEN_REFUSED -> List.of("401");
            case SERVER_ERROR -> List.of("503", "5xx in JSON");
            case MALFORMED_RESPONSE -> List.of("5xx or success without JSON");
            case SERVER_DOWN -> List.of("no address", "no connection", "no handshake", "no session yet");
            case NOT_WRITTEN -> List.of("time-out while connecting");
            case UNANSWERED -> List.of("408", "time-out or broken connection after the first byte");
            case BLOCKED_BY_PROXY -> List.of("403 without JSON");
            case REFUSED -> List.of("every other 4xx");
            case BLOCKED,
                    KICKED,
                    DEACTIVATED,
                    CHAT_NOT_FOUND,
                    UNKNOWN_CHANNEL,
                    CANNOT_DM,
                    MIGRATED,
                    TOPIC_CLOSED,
                    THREAD_ARCHIVED,
                    TOPIC_DELETED,
                    MESSAGE_GONE,
                    UNDELETABLE,
                    MARKUP_REFUSED,
                    UNRENDERABLE,
                    POISON,
                    EXPIRED -> List.of();
        };
    }
}
