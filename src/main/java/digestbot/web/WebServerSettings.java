package digestbot.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The limits and response headers of a web server.
///
/// @param headers of every answer, of the server's own error pages too
/// @param maxBodyBytes how many bytes a request's body may have, by its path
/// @param maxConcurrentBodies the maximum number of bodies read at once
/// @param readTimeout the maximum time for a request's headers and for its body
/// @param errorRenderer renders error messages
public record WebServerSettings(
        Map<String, String> headers,
        ToLongFunction<String> maxBodyBytes,
        int maxConcurrentBodies,
        Duration readTimeout,
        ErrorRenderer errorRenderer) {

    public WebServerSettings {
        headers = Map.copyOf(headers);
    }

    /// Words a refusal.
    public interface ErrorRenderer {

        /// The answer to a request.
        ///
        /// @param accept what the request accepts, if it says so
        ErrorBody render(Optional<String> accept, String path, String sentence);
    }

    /// An answer's content and its type.
    public record ErrorBody(String contentType, String content) {}
}
