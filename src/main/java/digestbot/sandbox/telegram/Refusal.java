package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Ends a request with one of the Bot API's errors, from however deep in its checks.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Answer.Failure answer;

    private Refusal(int status, String description, ObjectNode parameters) {
        super(description, null, false, false);
        this.answer = new Answer.Failure(status, description, parameters);
    }

    static Refusal of(int status, String description) {
        return new Refusal(status, description, Json.object());
    }

    static Refusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    static Refusal forbidden(String what) {
        return of(403, "Forbidden: " + what);
    }

    static Refusal tooMany(long seconds) {
        return new Refusal(
                429, "Too Many Requests: retry after " + seconds, Json.object().put("retry_after", seconds));
    }

    static Refusal migrated(long to) {
        return new Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                Json.object().put("migrate_to_chat_id", to));
    }

    Answer.Failure answer() {
        return answer;
    }
}
