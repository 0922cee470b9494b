package digestbot.cluster;

import digestbot.database.Transaction;
import java.time.Instant;

/// The clock of the database, which all nodes share, because the clocks of their machines may
/// differ.
@FunctionalInterface
public interface DatabaseClock {

    DatabaseClock OF_SERVER = Transaction::databaseTime;

    Instant now(Transaction transaction);
}
