package digestbot.cluster;

import digestbot.database.Database;
import digestbot.database.Transaction;
import java.time.Instant;
import java.time.InstantSource;

/// The database's clock, so that all nodes have the same time. Between two readings it goes on by
/// the monotonic clock.
public final class SharedClock implements InstantSource {

    private final Database database;
    private volatile Reading last;

    private record Reading(Instant at, long nanos) {}

    public SharedClock(Database database) {
        this.database = database;
        last = read(database);
    }

    private static Reading read(Database database) {
        long asked = System.nanoTime();
        Instant at = database.writeUnordered(Transaction::databaseTime);
        return new Reading(at, asked + (System.nanoTime() - asked) / 2);
    }

    void synchronize() {
        last = read(database);
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.at().plusNanos(System.nanoTime() - reading.nanos());
    }
}
