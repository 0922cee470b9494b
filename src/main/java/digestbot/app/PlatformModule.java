package digestbot.app;

import digestbot.health.Heartbeat.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One platform: its incoming updates and its outgoing messages.
interface PlatformModule extends AutoCloseable {

    /// Starts the platform and returns at once.
    void start();

    /// The current state.
    HealthState state();

    /// Tells whether this node reaches the platform. A platform with several connections is reached by
    /// one of them.
    default boolean isReached() {
        return state().healthy();
    }

    /// The time of the last poll; empty before the first poll, or if the platform pushes updates.
    default Optional<Instant> lastPoll() {
        return Optional.empty();
    }

    /// The requests that may be made in a second now; 0 if only the client library limits them.
    int requestsPerSecond();

    /// Waits until commands are accepted.
    ///
    /// @return true if that happened in time
    boolean awaitReady(Duration timeout) throws InterruptedException;

    @Override
    void close();
}
