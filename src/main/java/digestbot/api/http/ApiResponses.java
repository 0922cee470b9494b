package digestbot.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.api.ApiProblem;
import digestbot.site.server.SiteResource;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes the responses of the API.
final class ApiResponses {

    private static final String JSON = "application/json";

    /// Short, so that a withdrawn digest is not shown for long.
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private ApiResponses() {}

    /// Lets scripts of all sites read the response: it is the same for everybody.
    static void allowAllSites(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After")
                .header("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /// Answers what a browser asks before it sends a request from another site.
    static void preflight(Context context) {
        context.header(Header.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
                .header(Header.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match")
                .header(Header.ACCESS_CONTROL_MAX_AGE, "86400")
                .status(HttpStatus.NO_CONTENT);
    }

    /// An answer.
    static SiteResource answer(ObjectNode json) {
        return SiteResource.ofText(JSON, bytes(json), MAX_AGE);
    }

    /// Answers with a problem.
    static void send(Context context, ApiProblem problem) {
        problem.retryAfter().ifPresent(seconds -> context.header(Header.RETRY_AFTER, Long.toString(seconds)));
        context.status(problem.status()).contentType(ApiProblem.CONTENT_TYPE).result(bytes(problem.json()));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
