package digestbot.delivery.api;

import digestbot.audience.Chat;
import java.time.Duration;
import java.util.Optional;

/// Permits for requests that are made outside the outbox and count towards the platform's limits.
/// Thread-safe.
public interface RequestPermits {

    @FunctionalInterface
    interface Permit {
        void answered();
    }

    /// Waits until a request to the chat may be made, and counts it. Deliveries that wait only for
    /// the platform's limit let it go first.
    ///
    /// @param isNewMessage true for a new message, which can be paid for
    /// @return empty if the request may not be made in that time; nothing was counted then
    Optional<Permit> acquire(Chat chat, boolean isNewMessage, Duration patience) throws InterruptedException;

    void limited(Chat chat, SendResult.RateLimited required);

    static RequestPermits unlimited() {
        return new RequestPermits() {
            @Override
            public Optional<Permit> acquire(Chat chat, boolean isNewMessage, Duration patience) {
                return Optional.of(() -> {});
            }

            @Override
            public void limited(Chat chat, SendResult.RateLimited required) {}
        };
    }
}
