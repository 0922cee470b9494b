package digestbot.faults;

import digestbot.delivery.api.Outcome;
import digestbot.outside.NetworkFault;
import java.util.List;

/// The faults of requests to Telegram for each outcome: sentences of the Bot API's server, and
/// network failures.
final class TelegramFaultReplies {

    private TelegramFaultReplies() {}

    /// The ways in which it comes to that; none where Telegram has no such outcome of a send.
    ///
    /// @param patient whether a request may take as long as the bot waits at most
    /// @param movedTo the group's new id, where it has moved
    static List<List<NetworkFault>> of(Outcome outcome, boolean patient, long movedTo) {
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
            case CHAT_NOT_FOUND -> refusals(400, "Bad Request: chat not found", "Bad Request: private chat not found");
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
            case TOPIC_DELETED -> refusals(400, "Bad Request: message thread not found", "Bad Request: TOPIC_DELETED");
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
                        List.of(new NetworkFault.Garbled(500, "application/json", body(500, "Internal Server Error"))));
            case UNANSWERED ->
                patient
                        ? List.of(List.of(new NetworkFault.Silence(false)), List.of(new NetworkFault.Silence(true)))
                        : List.of(
                                List.of(new NetworkFault.CutBefore()),
                                List.of(new NetworkFault.CutAfter()),
                                List.of(new NetworkFault.CutWithin()));
            case MALFORMED_RESPONSE ->
                List.of(
                        List.of(NetworkFault.Answered.page(502)),
                        List.of(new NetworkFault.Garbled(504, "text/html", "<html>504 Gateway Time-out</html>")),
                        List.of(new NetworkFault.Garbled(200, "application/json", "{\"ok\":true,\"result\":")));
            case TOKEN_REFUSED -> refusals(401, "Unauthorized");
            case UNKNOWN_CHANNEL,
                    GONE,
                    THREAD_ARCHIVED,
                    THREAD_DELETED,
                    MESSAGE_GONE,
                    UNDELETABLE,
                    EDIT_LIMIT,
                    UNRENDERABLE,
                    POISON,
                    EXPIRED,
                    SERVER_DOWN,
                    NOT_WRITTEN,
                    BLOCKED_BY_PROXY -> List.of();
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
