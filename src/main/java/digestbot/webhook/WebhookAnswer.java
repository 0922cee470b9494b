package digestbot.webhook;

import java.time.Duration;
import java.util.Optional;

/// What came of a request to a receiver.
public sealed interface WebhookAnswer {

    /// The receiver answered.
    ///
    /// @param retryAfter when it wants to be asked again
    /// @param excerpt the beginning of the answer; for a person who asks, not for logs, because it
    ///     may repeat the address
    record Answered(int status, Optional<Duration> retryAfter, String excerpt) implements WebhookAnswer {

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /// There is no answer. The receiver may have the event nevertheless.
    record Unanswered(String why) implements WebhookAnswer {}
}
