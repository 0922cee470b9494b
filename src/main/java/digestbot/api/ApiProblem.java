package digestbot.api;

import digestbot.web.WebServerSettings.ErrorBody;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// A request that is not answered, as RFC 9457 describes it. The details are sentences for the
/// person who wrote the request.
public final class ApiProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String CONTENT_TYPE = "application/problem+json";

    private final HttpStatus status;
    private final Duration pause;

    public ApiProblem(HttpStatus status, String detail) {
        this(status, detail, Duration.ZERO);
    }

    /// A problem after which the request may be repeated, once the pause is over.
    public ApiProblem(HttpStatus status, String detail, Duration pause) {
        super(detail, null, false, false);
        this.status = status;
        this.pause = pause;
    }

    public static ApiProblem invalid(String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, detail);
    }

    public static ApiProblem notFound(String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, detail);
    }

    static ApiProblem parameter(String name, String expected) {
        return invalid("The parameter “%s” has to be %s.".formatted(name, expected));
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public static long seconds(Duration pause) {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }

    public void send(Context context) {
        if (pause.isPositive()) {
            context.header(Header.RETRY_AFTER, Long.toString(seconds(pause)));
        }
        // Sends bytes, because for this type the server would not write UTF-8.
        context.status(status)
                .contentType(CONTENT_TYPE)
                .result(DigestJson.write(new TreeMap<>(
                                Map.of("title", status.getMessage(), "status", status.getCode(), "detail", detail())))
                        .getBytes(StandardCharsets.UTF_8));
    }

    public static ErrorBody body(String sentence) {
        return new ErrorBody(CONTENT_TYPE, DigestJson.write(Map.of("detail", sentence)));
    }
}
