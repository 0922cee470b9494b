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

/// Prevents deliveries from waiting longer because the wall clock was set back: stored times that
/// lie in the future only because of that are moved back.
final class ClockSetback {

    private static final Logger LOG = LoggerFactory.getLogger(ClockSetback.class);

    /// The number of rows per transaction.
    private static final int BATCH_SIZE = 500;

    /// The smallest setback that counts. NTP makes smaller corrections all the time.
    private static final Duration MIN_SETBACK = Duration.ofSeconds(1);

    private final Database database;
    private final Platform platform;
    private final Clocks clocks;
    private final ClockSetbackStore store;
    private Instant seen;
    private long seenNanos;
    private Optional<Shift> pending = Optional.empty();

    /// The progress of moving rows to the new time, so that no row is moved twice if a batch
    /// fails.
    ///
    /// @param before the time that the clock would show if it had not been set back
    /// @param after the last row that was moved
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

    /// Checks whether the clock was set back while the bot was not running: then it is behind the
    /// last stored time.
    synchronized void begin() {
        Instant now = clocks.now();
        database.read(store::latest).filter(latest -> isSetBack(now, latest)).ifPresent(latest -> shift(now, latest));
    }

    /// Checks whether the clock was set back since the last check.
    synchronized void check() {
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
        return Duration.between(now, before).compareTo(MIN_SETBACK) >= 0;
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

    /// @return the remaining work; empty if it is done
    private Optional<Shift> step(Shift shift) {
        List<Long> numbers =
                database.read(tx -> store.next(tx, shift.now(), shift.before(), shift.after(), BATCH_SIZE));
        if (numbers.isEmpty()) {
            database.writeWithoutResult(tx -> store.forgetLater(tx, shift.now()));
            LOG.warn(
                    "clock moved back by {} s: rescheduled {} deliveries to {}",
                    Duration.between(shift.now(), shift.before()).toSeconds(),
                    shift.shifted(),
                    platform.id());
            return Optional.empty();
        }
        database.writeWithoutResult(tx -> store.shift(tx, numbers, shift.now(), shift.before()));
        return Optional.of(shift.done(numbers));
    }
}
