package digestbot.web;

import java.net.http.HttpHeaders;

/// What came of a request to another server.
public sealed interface HttpAnswer {

    /// The server answered.
    ///
    /// @param excerpt the beginning of the body; it may repeat the address
    record Answered(int status, HttpHeaders headers, String excerpt) implements HttpAnswer {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /// There is no answer.
    ///
    /// @param why a reason for people, without the address
    record Unanswered(Failure failure, String why) implements HttpAnswer {}

    /// Why there is no answer.
    enum Failure {
        /// Connecting took too long.
        CONNECT_TIMEOUT,
        /// There is no such address, nobody listens, or TLS fails.
        NO_CONNECTION,
        /// The server may have the request.
        NO_ANSWER
    }
}
