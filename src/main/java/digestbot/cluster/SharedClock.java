package digestbot.cluster;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's clock, so that all nodes have the same time. Between readings it advances with
/// the monotonic clock.
public final class SharedClock implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClock.class);
    private static final Duration NOTABLE = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource machine;
    private boolean differs;
    private volatile Reading last;

    private record Reading(Instant at, long nanos) {}

    /// Warns while this machine's clock differs from the database's.
    public SharedClock(Database database, InstantSource machine) {
        this.database = database;
        this.machine = machine;
        last = read();
    }

    private Reading read() {
        long asked = System.nanoTime();
        Instant at = database.writeUnordered(Transaction::databaseTime);
        long took = System.nanoTime() - asked;
        compare(Duration.between(at, machine.instant()), Duration.ofNanos(took));
        return new Reading(at, asked + took / 2);
    }

    private void compare(Duration ahead, Duration uncertainty) {
        boolean before = differs;
        differs = ahead.abs().compareTo(NOTABLE.plus(uncertainty)) > 0;
        if (differs && !before) {
            LOG.warn(
                    "this machine's clock differs from the database's by {} s; times are the database's."
                            + " Synchronize the clocks of both machines (NTP).",
                    ahead.toSeconds());
        } else if (before && !differs) {
            LOG.info("this machine's clock agrees with the database's again");
        }
    }

    void synchronize() {
        last = read();
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.at().plusNanos(System.nanoTime() - reading.nanos());
    }
}
