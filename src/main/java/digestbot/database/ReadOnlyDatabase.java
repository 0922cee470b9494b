package digestbot.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Read-only access, possibly while a bot runs: creates, migrates and changes nothing. It uses one
/// connection without a pool, so that opening is fast. Not thread-safe.
public final class ReadOnlyDatabase implements AutoCloseable {

    private final Path file;
    private final Handle handle;

    private ReadOnlyDatabase(Path file, Handle handle) {
        this.file = file;
        this.handle = handle;
    }

    /// Opens the file.
    ///
    /// @throws IllegalStateException if it does not exist or cannot be opened; the message names it
    public static ReadOnlyDatabase open(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("database %s not found".formatted(file));
        }
        try {
            return new ReadOnlyDatabase(
                    file, Jdbi.create(ConnectionSetup.readOnly(file)).open());
        } catch (JdbiException e) {
            throw new IllegalStateException("cannot open the database " + file + ": " + ConnectionSetup.reason(e), e);
        }
    }

    /// Runs the work on a snapshot of the last committed state.
    ///
    /// @throws IllegalStateException if it cannot be read, for example because the file is from
    ///     another version; the message names the file
    public <T> T read(Function<Transaction, T> work) {
        try {
            return handle.inTransaction(inside -> work.apply(new Transaction(inside)));
        } catch (JdbiException e) {
            throw new IllegalStateException("cannot read the database " + file + ": " + ConnectionSetup.reason(e), e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
