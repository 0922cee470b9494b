package digestbot.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The limits and response headers of a web server.
///
/// @param headers of every answer, of the server's own error pages too
/// @param largestBody how many bytes a request's body may have, by its path
/// @param bodies the maximum number of bodies read at once
/// @param slowest the maximum time for a request's headers and for its body
/// @param refusal renders error messages
public record WebRules(
        Map<String, String> headers,
        ToLongFunction<String> largestBody,
        int bodies,
        Duration slowest,
        Refusal refusal) {

    public WebRules {
        headers = Map.copyOf(headers);
    }

    /// Words a refusal.
    public interface Refusal {

        /// The answer to a request.
        ///
        /// @param accept what the request accepts, if it says so
        Said say(Optional<String> accept, String path, String sentence);
    }

    /// An answer's content and its type.
    public record Said(String type, String content) {}
}
