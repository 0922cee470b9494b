package digestbot.delivery;

import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.subscription.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is owed from waiting for as long as the clock was set back. Rows hold moments; those that have begun to
/// count by the clock as it was are brought to the clock as it is.
final class ClockSetback {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSetback.class);

    /// So many rows in one transaction, that it is short.
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Platform platform;
    private final Clocks clocks;
    private final ClockSetbackStore store;
    private Instant seen;
    private long seenNanos;

    ClockSetback(Database database, Platform platform, Clocks clocks) {
        this.database = database;
        this.platform = platform;
        this.clocks = clocks;
        store = new ClockSetbackStore(platform);
        seen = clocks.now();
        seenNanos = clocks.nanos();
    }

    /// Looks whether the clock was set back while no bot ran: then it shows less than when something was last stored.
    synchronized void begin() {
        database.read(store::latest).filter(clocks.now()::isBefore).ifPresent(this::shift);
    }

    /// Looks whether the clock was set back since the last look.
    synchronized void tend() {
        Instant now = clocks.now();
        long nanos = clocks.nanos();
        if (now.isBefore(seen)) {
            shift(seen.plusNanos(nanos - seenNanos));
        }
        seen = now;
        seenNanos = nanos;
    }

    /// @param before the moment by the clock as it was
    private void shift(Instant before) {
        Instant now = clocks.now();
        Duration by = Duration.between(now, before);
        long after = 0;
        int shifted = 0;
        for (List<Long> some = next(now, before, after); !some.isEmpty(); some = next(now, before, after)) {
            List<Long> numbers = some;
            database.run(tx -> store.shift(tx, numbers, now, before));
            after = numbers.getLast();
            shifted += numbers.size();
        }
        LOG.warn(
                "the clock was set back by {} s; {} deliveries to {} follow it",
                by.toSeconds(),
                shifted,
                platform.id());
    }

    private List<Long> next(Instant now, Instant before, long after) {
        return database.read(tx -> store.next(tx, now, before, after, AT_ONCE));
    }
}
