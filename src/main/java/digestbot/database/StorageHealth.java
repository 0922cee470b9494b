package digestbot.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Tracks write failures for health checks and alarms. Thread-safe.
public final class StorageHealth {

    /// The time after which a failure that did not happen again is over. On a full disk, some
    /// writes may still succeed.
    private static final Duration RECOVERY_TIME = Duration.ofMinutes(2);

    private final InstantSource clock;
    private Optional<Outage> spell = Optional.empty();

    /// A series of write failures.
    ///
    /// @param since when the first was
    /// @param last when the last was so far
    /// @param reason the last one's reason
    public record Outage(Instant since, Instant last, String reason) {

        private boolean goesOnAt(Instant now) {
            return now.isBefore(last.plus(RECOVERY_TIME));
        }
    }

    StorageHealth(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(String reason) {
        Instant now = clock.instant();
        Instant since = current().map(Outage::since).orElse(now);
        spell = Optional.of(new Outage(since, now, reason));
    }

    /// The current failure, if there is one.
    public synchronized Optional<Outage> current() {
        Instant now = clock.instant();
        return spell.filter(before -> before.goesOnAt(now));
    }
}
