package digestbot.faults;

import digestbot.delivery.Outcome;
import digestbot.outside.Mishap;
import java.util.Collections;
import java.util.List;

/// What befalls a request to Discord where it comes to an outcome: answers of “Opcodes and Status Codes” and “Rate
/// Limits” in its documentation, pages of what stands in front of it, and failures on the way.
final class DiscordSays {

    /// JDA itself tries so often where something in front of Discord fails.
    private static final int TRIES = 4;

    private DiscordSays() {}

    /// The ways in which it comes to that; none where Discord has no such outcome of a send.
    ///
    /// @param patient whether a request may take as long as the bot waits at most
    static List<List<Mishap>> of(Outcome outcome, boolean patient) {
        return switch (outcome) {
            case KICKED -> refused(404, 10004, "Unknown Guild");
            case DEACTIVATED -> refused(404, 10013, "Unknown User");
            case UNKNOWN_CHANNEL, THREAD_DELETED -> refused(404, 10003, "Unknown Channel");
            case CANNOT_DM -> refused(403, 50007, "Cannot send messages to this user");
            case NO_RIGHTS ->
                List.of(refusal(403, 50001, "Missing Access"), refusal(403, 50013, "Missing Permissions"));
            case THREAD_ARCHIVED ->
                List.of(refusal(400, 50083, "Thread is archived"), refusal(400, 160005, "Thread is locked"));
            case MARKUP_REFUSED -> List.of(List.of(new Mishap.MarkupRefused(400, body(50035, "Invalid Form Body"))));
            case REFUSED -> refused(400, 200000, "Message was blocked by automatic moderation");
            case CHAT_LIMIT -> List.of(List.of(tooMany(false)));
            case OVERALL_LIMIT -> List.of(List.of(tooMany(true)));
            case SERVER_ERROR ->
                List.of(
                        refusal(500, 0, "500: Internal Server Error"),
                        List.of(new Mishap.Garbled(500, "application/json", body(0, "500: Internal Server Error"))),
                        Collections.nCopies(TRIES, Mishap.Answered.page(503)));
            case UNANSWERED ->
                patient
                        ? List.of(List.of(new Mishap.Silence(false)), List.of(new Mishap.Silence(true)))
                        : List.of(
                                List.of(new Mishap.CutBefore()),
                                List.of(new Mishap.CutAfter()),
                                List.of(new Mishap.CutWithin()));
            case MALFORMED ->
                List.of(
                        Collections.nCopies(TRIES, Mishap.Answered.page(502)),
                        Collections.nCopies(TRIES, new Mishap.Garbled(504, "text/html", "<html>504</html>")),
                        List.of(new Mishap.Garbled(200, "application/json", "{\"id\":")));
            case TURNED_AWAY ->
                List.of(List.of(Mishap.Answered.page(403)), refusal(403, 40333, "internal network error"));
            case TOKEN_REFUSED -> refused(401, 0, "401: Unauthorized");
            case BLOCKED,
                    CHAT_NOT_FOUND,
                    MIGRATED,
                    TOPIC_CLOSED,
                    TOPIC_DELETED,
                    MESSAGE_GONE,
                    UNDELETABLE,
                    EDIT_LIMIT,
                    UNRENDERABLE,
                    POISON,
                    GAVE_UP,
                    SERVER_DOWN,
                    NOT_WRITTEN -> List.of();
        };
    }

    private static List<List<Mishap>> refused(int status, int code, String message) {
        return List.of(refusal(status, code, message));
    }

    private static List<Mishap> refusal(int status, int code, String message) {
        return List.of(new Mishap.Answered(status, "application/json", "Via: 1.1 google\n", body(code, message)));
    }

    private static Mishap tooMany(boolean global) {
        String headers = """
                Via: 1.1 google
                Retry-After: 1
                X-RateLimit-Limit: 5
                X-RateLimit-Remaining: 0
                X-RateLimit-Reset-After: 1.000
                X-RateLimit-Scope: %s
                """.formatted(global ? "global\nX-RateLimit-Global: true" : "user");
        return new Mishap.Answered(429, "application/json", headers, """
                {"message":"You are being rate limited.","retry_after":1.0,"global":%s}
                """.formatted(global));
    }

    private static String body(int code, String message) {
        return "{\"message\":\"%s\",\"code\":%d}".formatted(message, code);
    }
}
