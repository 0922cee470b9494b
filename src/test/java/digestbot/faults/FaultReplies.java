package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.NetworkFault;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.util.Collections;
import java.util.List;

/// The faults of requests for each outcome.
final class FaultReplies {

    private FaultReplies() {}

    /// The ways to the outcome; none if the platform has no such outcome of a send. `movedTo` is
    /// the group's new id.
    static List<List<NetworkFault>> of(SimulatedPlatform at, Outcome outcome, long movedTo) {
        return switch (at) {
            case TELEGRAM -> OnTelegram.of(outcome, movedTo);
            case DISCORD -> OnDiscord.of(outcome);
        };
    }

    private static List<List<NetworkFault>> unanswered() {
        return List.of(
                List.of(new NetworkFault.CutBefore()),
                List.of(new NetworkFault.CutAfter()),
                List.of(new NetworkFault.CutWithin()),
                List.of(new NetworkFault.Silence(false)),
                List.of(new NetworkFault.Silence(true)));
    }

    /// Sentences of the Bot API's server, and network failures.
    private static final class OnTelegram {

        static List<List<NetworkFault>> of(Outcome outcome, long movedTo) {
            return switch (outcome) {
                case BLOCKED -> refusals(403, "Forbidden: bot was blocked by the user");
                case KICKED ->
                    refusals(
                            403,
                            "Forbidden: bot was kicked from the group chat",
                            "Forbidden: bot was kicked from the supergroup chat",
                            "Forbidden: bot is not a member of the supergroup chat");
                case DEACTIVATED ->
                    refusals(403, "Forbidden: user is deactivated", "Forbidden: the group chat was deleted");
                case CHAT_NOT_FOUND ->
                    refusals(400, "Bad Request: chat not found", "Bad Request: private chat not found");
                case CANNOT_DM -> refusals(403, "Forbidden: bot can't initiate conversation with a user");
                case NO_RIGHTS ->
                    refusals(
                            400,
                            "Bad Request: not enough rights to send text messages to the chat",
                            "Bad Request: have no rights to send a message",
                            "Bad Request: CHAT_WRITE_FORBIDDEN");
                case MIGRATED -> List.of(List.of(NetworkFault.Answered.json(400, """
                            {"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":%d},
                             "description":"Bad Request: group chat was upgraded to a supergroup chat"}
                            """.formatted(movedTo))));
                case TOPIC_CLOSED -> refusals(400, "Bad Request: TOPIC_CLOSED");
                case TOPIC_DELETED ->
                    refusals(400, "Bad Request: message thread not found", "Bad Request: TOPIC_DELETED");
                case MARKUP_REFUSED ->
                    List.of(
                            markup("can't parse entities: Unsupported start tag \\\"x\\\" at byte offset 0"),
                            markup("can't parse entities: Can't find end tag corresponding to start tag \\\"b\\\""));
                case REFUSED -> refusals(400, "Bad Request: message is too long", "Bad Request: BUTTON_DATA_INVALID");
                case CHAT_LIMIT -> List.of(List.of(tooMany(1)));
                case OVERALL_LIMIT -> List.of(List.of(tooMany(1), tooMany(1), tooMany(1)));
                case SERVER_ERROR ->
                    List.of(
                            List.of(refusal(500, "Internal Server Error")),
                            List.of(new NetworkFault.Garbled(
                                    500, "application/json", body(500, "Internal Server Error"))));
                case UNANSWERED -> unanswered();
                case MALFORMED_RESPONSE ->
                    List.of(
                            List.of(NetworkFault.Answered.page(502)),
                            List.of(new NetworkFault.Garbled(504, "text/html", "<html>504 Gateway Time-out</html>")),
                            List.of(new NetworkFault.Garbled(200, "application/json", "{\"ok\":true,\"result\":")));
                case TOKEN_REFUSED -> refusals(401, "Unauthorized");
                default -> List.of();
            };
        }

        private static List<List<NetworkFault>> refusals(int code, String... descriptions) {
            return List.of(descriptions).stream()
                    .map(description -> List.of(refusal(code, description)))
                    .toList();
        }

        private static NetworkFault refusal(int code, String description) {
            return NetworkFault.Answered.json(code, body(code, description));
        }

        private static NetworkFault tooMany(int seconds) {
            return new NetworkFault.Answered(
                    429, "application/json", "Retry-After: " + seconds + "\n", """
                    {"ok":false,"error_code":429,"description":"Too Many Requests: retry after %1$d",
                     "parameters":{"retry_after":%1$d}}
                    """.formatted(seconds));
        }

        private static List<NetworkFault> markup(String description) {
            return List.of(new NetworkFault.MarkupRefused(400, body(400, "Bad Request: " + description)));
        }

        private static String body(int code, String description) {
            return "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"}".formatted(code, description);
        }
    }

    /// Answers of “Opcodes and Status Codes” and “Rate Limits” in Discord's documentation, pages of
    /// proxies in front of it, and network failures.
    private static final class OnDiscord {

        /// JDA tries so often if a server in front of Discord fails.
        private static final int TRIES = 4;

        static List<List<NetworkFault>> of(Outcome outcome) {
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
                case UNANSWERED -> unanswered();
                case MALFORMED_RESPONSE ->
                    List.of(
                            Collections.nCopies(TRIES, NetworkFault.Answered.page(502)),
                            Collections.nCopies(TRIES, new NetworkFault.Garbled(504, "text/html", "<html>504</html>")),
                            List.of(new NetworkFault.Garbled(200, "application/json", "{\"id\":")));
                case BLOCKED_BY_PROXY ->
                    List.of(List.of(NetworkFault.Answered.page(403)), refusal(403, 40333, "internal network error"));
                case TOKEN_REFUSED -> refused(401, 0, "401: Unauthorized");
                default -> List.of();
            };
        }

        private static List<List<NetworkFault>> refused(int status, int code, String message) {
            return List.of(refusal(status, code, message));
        }

        private static List<NetworkFault> refusal(int status, int code, String message) {
            return List.of(
                    new NetworkFault.Answered(status, "application/json", "Via: 1.1 google\n", body(code, message)));
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
}
