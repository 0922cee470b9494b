package digestbot.delivery.sending;

import digestbot.audience.Platform;
import digestbot.database.Clocks;
import digestbot.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is owed from waiting for as long as the clock was set back. Rows hold moments; those that have begun to
/// count by the clock as it was are brought to the clock as it is.
final class ClockSetback {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSetback.class);

    /// So many rows in one transaction, that it is short.
    private static final int AT_ONCE = 500;

    /// As a time service corrects all the time; what is owed may well wait for that long.
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Database database;
    private final Platform platform;
    private final Clocks clocks;
    private final ClockSetbackStore store;
    private Instant seen;
    private long seenNanos;
    private Optional<Shift> pending = Optional.empty();

    /// The progress of a shift of rows to the present clock, so that none is shifted twice if a batch fails.
    ///
    /// @param before the moment by the clock as it was
    /// @param after the number of the last row that is done
    private record Shift(Instant now, Instant before, long after, int shifted) {

        Shift done(List<Long> numbers) {
            return new Shift(now, before, numbers.getLast(), shifted + numbers.size());
        }
    }

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
        Instant now = clocks.now();
        database.read(store::latest).filter(latest -> isSetBack(now, latest)).ifPresent(latest -> shift(now, latest));
    }

    /// Looks whether the clock was set back since the last look.
    synchronized void tend() {
        finish();
        Instant now = clocks.now();
        long nanos = clocks.nanos();
        if (isSetBack(now, seen)) {
            Instant before = seen.plusNanos(nanos - seenNanos);
            seen = now;
            seenNanos = nanos;
            shift(now, before);
        } else if (!now.isBefore(seen)) {
            seen = now;
            seenNanos = nanos;
        }
    }

    private static boolean isSetBack(Instant now, Instant before) {
        return Duration.between(now, before).compareTo(LEAST) >= 0;
    }

    private void shift(Instant now, Instant before) {
        pending = Optional.of(new Shift(now, before, 0, 0));
        finish();
    }

    private void finish() {
        while (pending.isPresent()) {
            pending = step(pending.orElseThrow());
        }
    }

    /// @return what is left to do
    private Optional<Shift> step(Shift shift) {
        List<Long> numbers = database.read(tx -> store.next(tx, shift.now(), shift.before(), shift.after(), AT_ONCE));
        if (numbers.isEmpty()) {
            database.run(tx -> store.forgetLater(tx, shift.now()));
            LOG.warn(
                    "clock moved back by {} s: rescheduled {} deliveries to {}",
                    Duration.between(shift.now(), shift.before()).toSeconds(),
                    shift.shifted(),
                    platform.id());
            return Optional.empty();
        }
        database.run(tx -> store.shift(tx, numbers, shift.now(), shift.before()));
        return Optional.of(shift.done(numbers));
    }
}
