package digestbot.web;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The limits and response headers of a web server.
///
/// @param headers the headers of every response, including the server's own error pages
/// @param maxBodyBytes the maximum size of a request's body, by its path
public record WebServerSettings(
        Map<String, String> headers,
        ToLongFunction<String> maxBodyBytes,
        int maxConcurrentBodies,
        ErrorRenderer errorRenderer) {

    public WebServerSettings {
        headers = Map.copyOf(headers);
    }

    public interface ErrorRenderer {

        /// The body of a response that explains in a sentence why a request failed.
        ///
        /// @param context empty if the request has not reached a route
        ErrorBody render(Optional<Context> context, Optional<String> accept, String path, String sentence);
    }

    public record ErrorBody(String contentType, String content) {}
}
