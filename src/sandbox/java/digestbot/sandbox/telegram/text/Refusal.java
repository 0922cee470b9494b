package digestbot.sandbox.telegram.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Ends a request with one of the Bot API's errors, from any depth of its checks.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient MethodAnswer.Failure answer;

    private Refusal(int status, String description, ObjectNode parameters) {
        super(description, null, false, false);
        this.answer = new MethodAnswer.Failure(status, description, parameters);
    }

    public static Refusal of(int status, String description) {
        return new Refusal(status, description, TelegramJson.object());
    }

    public static Refusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    public static Refusal forbidden(String what) {
        return of(403, "Forbidden: " + what);
    }

    public static Refusal tooMany(long seconds) {
        return new Refusal(
                429,
                "Too Many Requests: retry after " + seconds,
                TelegramJson.object().put("retry_after", seconds));
    }

    public static Refusal migrated(long to) {
        return new Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                TelegramJson.object().put("migrate_to_chat_id", to));
    }

    public MethodAnswer.Failure answer() {
        return answer;
    }
}
