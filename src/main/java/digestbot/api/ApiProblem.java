package digestbot.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serial;
import java.util.OptionalLong;

/// A request that is not answered, as RFC 9457 describes it. The details are sentences for the
/// person who wrote the request.
public final class ApiProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public static final String CONTENT_TYPE = "application/problem+json";

    private enum Kind {
        BAD_REQUEST(400, "Bad Request"),
        NOT_FOUND(404, "Not Found"),
        GONE(410, "Gone"),
        TOO_MANY_REQUESTS(429, "Too Many Requests"),
        BUSY(503, "Service Unavailable");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }
    }

    private final Kind kind;
    private final long retrySeconds;

    private ApiProblem(Kind kind, String detail, long retrySeconds) {
        super(detail, null, false, false);
        this.kind = kind;
        this.retrySeconds = retrySeconds;
    }

    public static ApiProblem invalid(String detail) {
        return new ApiProblem(Kind.BAD_REQUEST, detail, 0);
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(Kind.NOT_FOUND, detail, 0);
    }

    public static ApiProblem gone(String detail) {
        return new ApiProblem(Kind.GONE, detail, 0);
    }

    public static ApiProblem tooMany(String detail, long retrySeconds) {
        return new ApiProblem(Kind.TOO_MANY_REQUESTS, detail, retrySeconds);
    }

    /// All clients together have made too many requests.
    public static ApiProblem busy(String detail, long retrySeconds) {
        return new ApiProblem(Kind.BUSY, detail, retrySeconds);
    }

    static ApiProblem parameter(String name, String expected) {
        return invalid("The parameter “%s” has to be %s.".formatted(name, expected));
    }

    public int status() {
        return kind.status;
    }

    /// The seconds after which the request may be repeated.
    public OptionalLong retryAfter() {
        return retrySeconds > 0 ? OptionalLong.of(retrySeconds) : OptionalLong.empty();
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", kind.title)
                .put("status", kind.status)
                .put("detail", detail());
    }
}
