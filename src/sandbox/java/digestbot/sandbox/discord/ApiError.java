package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import java.io.Serial;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A request that Discord rejects, with the body `{message, code, errors}`. See "Opcodes and Status
/// Codes" in Discord's documentation.
public final class ApiError extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    static ApiError notFound() {
        return of(404, 0, "404: Not Found");
    }

    static ApiError missingAccess() {
        return of(403, 50001, "Missing Access");
    }

    static ApiError missingPermissions() {
        return of(403, 50013, "Missing Permissions");
    }

    static ApiError archived() {
        return of(400, 50083, "Thread is archived");
    }

    static ApiError unknownChannel() {
        return of(404, 10003, "Unknown Channel");
    }

    static ApiError wrongType() {
        return of(400, 50024, "Cannot execute action on this channel type");
    }

    static ApiError unknownMessage() {
        return of(404, 10008, "Unknown Message");
    }

    static ApiError unknownWebhook() {
        return of(404, 10015, "Unknown Webhook");
    }

    static ApiError unknownInteraction() {
        return of(404, 10062, "Unknown interaction");
    }

    final transient RestAnswer answer;

    private ApiError(RestAnswer answer, String message) {
        super(message, null, false, false);
        this.answer = answer;
    }

    public static ApiError of(int status, int code, String message) {
        return new ApiError(RestAnswer.of(status, body(code, message)), message);
    }

    static ApiError invalidForm(JsonNode errors) {
        ObjectNode body = body(50035, "Invalid Form Body");
        body.set("errors", errors);
        return new ApiError(RestAnswer.of(400, body), "Invalid Form Body " + errors);
    }

    /// The scope is `user` for a bucket and `global` for all requests of the bot.
    public static ApiError rateLimited(Duration wait, String scope, Map<String, String> headers) {
        double seconds = wait.toMillis() / 1000.0;
        ObjectNode body = SandboxJson.object()
                .put("message", "You are being rate limited.")
                .put("retry_after", seconds)
                .put("global", scope.equals("global"));
        RestAnswer answer = RestAnswer.of(429, body)
                .with(headers)
                .with(Map.of(
                        "Retry-After", Long.toString((long) Math.ceil(seconds)),
                        "X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", seconds),
                        "X-RateLimit-Scope", scope));
        return new ApiError(
                scope.equals("global") ? answer.with(Map.of("X-RateLimit-Global", "true")) : answer, "rate limited");
    }

    static ApiError tooMany(Duration wait, int code, String text) {
        ObjectNode body =
                body(code, text).put("retry_after", wait.toMillis() / 1000.0).put("global", false);
        return new ApiError(
                RestAnswer.of(429, body)
                        .with(Map.of(
                                "Retry-After",
                                Long.toString(wait.plusMillis(999).toSeconds()))),
                text);
    }

    /// Discord answers 500 with JSON, and its proxy answers other statuses with a page.
    public static ApiError server(int status) {
        String text = status + ": Internal Server Error";
        return status == 500 ? of(500, 0, text) : new ApiError(RestAnswer.page(status), text);
    }

    /// The error's own headers override the given ones.
    public ApiError with(Map<String, String> headers) {
        return new ApiError(answer.with(headers).with(answer.headers()), String.valueOf(getMessage()));
    }

    private static ObjectNode body(int code, String message) {
        return SandboxJson.object().put("message", message).put("code", code);
    }
}
