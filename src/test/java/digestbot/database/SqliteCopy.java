package digestbot.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A SQLite database that a test has filled, to be opened again without the work of filling it.
public final class SqliteCopy {

    private final byte[] content;

    private SqliteCopy(byte[] content) {
        this.content = content;
    }

    /// Reads the file.
    ///
    /// @param file a database that is closed
    public static SqliteCopy of(Path file) throws IOException {
        return new SqliteCopy(Files.readAllBytes(file));
    }

    /// Opens a copy of its own.
    ///
    /// @param file where to write it
    public Database open(Path file) throws IOException {
        Files.write(file, content);
        return Database.openWithoutMigration(file);
    }
}
