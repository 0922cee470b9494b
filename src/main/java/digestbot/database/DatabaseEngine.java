package digestbot.database;

import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/// Runs transactions on one database system: one writer at a time, any number of readers that see
/// the last committed state. Stores use only SQL that all systems understand.
sealed interface DatabaseEngine extends AutoCloseable permits SqliteFile, PostgresServer {

    /// Runs the work on a snapshot of the last committed state.
    <T> T read(Function<Transaction, T> work);

    /// Runs the work as the only writer and commits it, or rolls it back if it throws. The caller
    /// runs the actions that wait for the commit.
    <T> Committed<T> write(Function<Transaction, T> work);

    /// Runs short work that needs no order with other writes, and must not wait for them.
    <T> T writeUnordered(Function<Transaction, T> work);

    /// Calls the listener whenever another process may have sent the notification.
    void onNotification(String name, Runnable listener);

    /// A pool of connections for a library; empty for a file.
    Optional<DataSource> libraryPool(String name, int size);

    @Override
    void close();

    /// A committed transaction and its result.
    record Committed<T>(T result, Transaction transaction) {}
}
