package digestbot.delivery.api;

import digestbot.audience.Chat;
import java.time.Duration;
import java.util.Optional;

/// Permits for requests that are made outside the outbox and count towards the platform's limits.
/// Thread-safe.
public interface RequestPermits {

    /// Waits until a request to the chat may be made, and counts it. Deliveries that wait only for
    /// the platform's limit let it go first.
    ///
    /// @param isNewMessage true for a new message, which can be paid for
    /// @return what to call when the request was answered; empty if it may not be made in that
    ///     time, and nothing was counted
    Optional<Runnable> acquire(Chat chat, boolean isNewMessage, Duration patience) throws InterruptedException;

    void limited(Chat chat, SendResult.RateLimited required);
}
