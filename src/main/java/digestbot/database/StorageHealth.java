package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tracks write failures for health checks and alarms. Thread-safe.
public final class StorageHealth {

    /// An outage is over after this time without failures. On a full disk some writes may still
    /// succeed, so a success ends only an outage of connections.
    private static final Duration RECOVERY_TIME = Duration.ofMinutes(2);

    private final InstantSource clock;
    private volatile Optional<Outage> outage = Optional.empty();
    private boolean onlyConnections;

    public record Outage(Instant since, Instant last, String reason) {}

    StorageHealth(InstantSource clock) {
        this.clock = clock;
    }

    /// `ofConnection` is true if the database could not be reached or accepts no changes.
    synchronized void failed(String reason, boolean ofConnection) {
        Instant now = clock.instant();
        onlyConnections = ofConnection && (current().isEmpty() || onlyConnections);
        Instant since = current().map(Outage::since).orElse(now);
        outage = Optional.of(new Outage(since, now, reason));
    }

    void succeeded() {
        if (outage.isPresent()) {
            endIfConnected();
        }
    }

    private synchronized void endIfConnected() {
        if (onlyConnections) {
            outage = Optional.empty();
        }
    }

    public synchronized Optional<Outage> current() {
        Instant now = clock.instant();
        return outage.filter(before -> now.isBefore(before.last().plus(RECOVERY_TIME)));
    }
}
