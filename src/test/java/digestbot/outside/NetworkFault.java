package digestbot.outside;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A fault of a request on its way to a simulator and back.
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
public sealed interface NetworkFault {

    record None() implements NetworkFault {}

    /// The connection is cut before the request arrives.
    record CutBefore() implements NetworkFault {}

    /// The request arrives, and the connection is cut before its answer.
    record CutAfter() implements NetworkFault {}

    /// The request arrives, and the connection is cut in the middle of its answer.
    record CutWithin() implements NetworkFault {}

    /// A server on the way answers; the request does not arrive. Each further header ends with a
    /// line break, such as `Retry-After: 3`.
    record Answered(int status, String type, String headers, String body) implements NetworkFault {

        /// As proxies write it.
        public static Answered page(int status) {
            return new Answered(status, "text/html", "", "<html><h1>" + status + " Bad Gateway</h1></html>");
        }

        public static Answered json(int status, String body) {
            return new Answered(status, "application/json", "", body);
        }
    }

    /// The request arrives, and its answer is replaced.
    record Garbled(int status, String type, String body) implements NetworkFault {}

    /// Nothing answers for as long as the client waits; the request may arrive.
    record Silence(boolean arrives) implements NetworkFault {}

    /// A message with formatting is answered like this, in JSON, and does not arrive; one of plain
    /// text does.
    record MarkupRefused(int status, String body) implements NetworkFault {}
}
