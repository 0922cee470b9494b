package digestbot.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The rules of a server of pages, for everybody who asks.
///
/// @param headers of every answer, of the server's own error pages too
/// @param largestBody how many bytes a request's body may have, by its path
/// @param bodies how many bodies are read at once
/// @param slowest how long a body may take to come, and how long a request's head
/// @param refusal how a sentence is said to who is refused
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
