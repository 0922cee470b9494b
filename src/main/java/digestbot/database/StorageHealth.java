package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tracks write failures for health checks and alarms. Thread-safe.
public final class StorageHealth {

    /// The time without failures after which an outage is over. On a full disk, some writes may
    /// still succeed.
    private static final Duration RECOVERY_TIME = Duration.ofMinutes(2);

    private final InstantSource clock;
    private Optional<Outage> outage = Optional.empty();

    /// A series of write failures.
    public record Outage(Instant since, Instant last, String reason) {

        private boolean isOngoingAt(Instant now) {
            return now.isBefore(last.plus(RECOVERY_TIME));
        }
    }

    StorageHealth(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(String reason) {
        Instant now = clock.instant();
        Instant since = current().map(Outage::since).orElse(now);
        outage = Optional.of(new Outage(since, now, reason));
    }

    public synchronized Optional<Outage> current() {
        Instant now = clock.instant();
        return outage.filter(before -> before.isOngoingAt(now));
    }
}
