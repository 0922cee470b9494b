package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.util.Optional;

/// Ends a request without a result, from any depth of its checks.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// 0 if the connection breaks instead of a response.
    final int status;

    /// The `ResponseParameters`; empty if a proxy answers.
    final transient Optional<ObjectNode> parameters;

    private Refusal(int status, String description, Optional<ObjectNode> parameters) {
        super(description, null, false, false);
        this.status = status;
        this.parameters = parameters;
    }

    public static Refusal of(int status, String description) {
        return new Refusal(status, description, Optional.of(SandboxJson.object()));
    }

    public static Refusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    public static Refusal forbidden(String what) {
        return of(403, "Forbidden: " + what);
    }

    public static Refusal conflict(String what) {
        return of(409, "Conflict: " + what);
    }

    public static Refusal unknownMethod() {
        return of(404, "Not Found: method not found");
    }

    public static Refusal tooMany(long seconds) {
        return new Refusal(
                429,
                "Too Many Requests: retry after " + seconds,
                Optional.of(SandboxJson.object().put("retry_after", seconds)));
    }

    public static Refusal migrated(long to) {
        return new Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                Optional.of(SandboxJson.object().put("migrate_to_chat_id", to)));
    }

    /// A proxy in front of the Bot API answers with its own page, or the connection breaks (0).
    public static Refusal page(int status) {
        return new Refusal(status, "a page", Optional.empty());
    }
}
