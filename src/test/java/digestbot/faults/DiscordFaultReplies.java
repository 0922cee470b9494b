package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.NetworkFault;
import java.util.Collections;
import java.util.List;

/// The faults of requests to Discord for each outcome: answers of “Opcodes and Status Codes” and
/// “Rate Limits” in its documentation, pages of proxies in front of it, and network failures.
final class DiscordFaultReplies {

    /// JDA tries so often where a server in front of Discord fails.
    private static final int TRIES = 4;

    private DiscordFaultReplies() {}

    /// The ways in which it comes to that; none where Discord has no such outcome of a send.
    ///
    /// @param patient whether a request may take as long as the bot waits at most
    static List<List<NetworkFault>> of(Outcome outcome, boolean patient) {
        return switch (outcome) {
            case KICKED -> refused(404, 10004, "Unknown Guild");
            case DEACTIVATED -> refused(404, 10013, "Unknown User");
            case UNKNOWN_CHANNEL, THREAD_DELETED -> refused(404, 10003, "Unknown Channel");
            case CANNOT_DM -> refused(403, 50007, "Cannot send messages to this user");
            case NO_RIGHTS ->
                List.of(refusal(403, 50001, "Missing Access"), refusal(403, 50013, "Missing Permissions"));
            case THREAD_ARCHIVED ->
                List.of(refusal(400, 50083, "Thread is archived"), refusal(400, 160005, "Thread is locked"));
            case MARKUP_REFUSED ->
                List.of(List.of(new NetworkFault.MarkupRefused(400, body(50035, "Invalid Form Body"))));
            case REFUSED -> refused(400, 200000, "Message was blocked by automatic moderation");
            case CHAT_LIMIT -> List.of(List.of(tooMany(false)));
            case OVERALL_LIMIT -> List.of(List.of(tooMany(true)));
            case SERVER_ERROR ->
                List.of(
                        refusal(500, 0, "500: Internal Server Error"),
                        List.of(new NetworkFault.Garbled(
                                500, "application/json", body(0, "500: Internal Server Error"))),
                        Collections.nCopies(TRIES, NetworkFault.Answered.page(503)));
            case UNANSWERED ->
                patient
                        ? List.of(List.of(new NetworkFault.Silence(false)), List.of(new NetworkFault.Silence(true)))
                        : List.of(
                                List.of(new NetworkFault.CutBefore()),
                                List.of(new NetworkFault.CutAfter()),
                                List.of(new NetworkFault.CutWithin()));
            case MALFORMED_RESPONSE ->
                List.of(
                        Collections.nCopies(TRIES, NetworkFault.Answered.page(502)),
                        Collections.nCopies(TRIES, new NetworkFault.Garbled(504, "text/html", "<html>504</html>")),
                        List.of(new NetworkFault.Garbled(200, "application/json", "{\"id\":")));
            case BLOCKED_BY_PROXY ->
                List.of(List.of(NetworkFault.Answered.page(403)), refusal(403, 40333, "internal network error"));
            case TOKEN_REFUSED -> refused(401, 0, "401: Unauthorized");
            case BLOCKED,
                    CHAT_NOT_FOUND,
                    GONE,
                    MIGRATED,
                    TOPIC_CLOSED,
                    TOPIC_DELETED,
                    MESSAGE_GONE,
                    UNDELETABLE,
                    EDIT_LIMIT,
                    UNRENDERABLE,
                    POISON,
                    EXPIRED,
                    SERVER_DOWN,
                    NOT_WRITTEN -> List.of();
        };
    }

    private static List<List<NetworkFault>> refused(int status, int code, String message) {
        return List.of(refusal(status, code, message));
    }

    private static List<NetworkFault> refusal(int status, int code, String message) {
        return List.of(new NetworkFault.Answered(status, "application/json", "Via: 1.1 google\n", body(code, message)));
    }

    private static NetworkFault tooMany(boolean global) {
        String headers = """
                Via: 1.1 google
                Retry-After: 1
                X-RateLimit-Limit: 5
                X-RateLimit-Remaining: 0
                X-RateLimit-Reset-After: 1.000
                X-RateLimit-Scope: %s
                """.formatted(global ? "global\nX-RateLimit-Global: true" : "user");
        return new NetworkFault.Answered(429, "application/json", headers, """
                {"message":"You are being rate limited.","retry_after":1.0,"global":%s}
                """.formatted(global));
    }

    private static String body(int code, String message) {
        return "{\"message\":\"%s\",\"code\":%d}".formatted(message, code);
    }
}
