package digestbot.database;

import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A SQLite database that a test has filled, so that others can open it without filling it again.
public final class SqliteCopy {

    private final byte[] content;

    private SqliteCopy(byte[] content) {
        this.content = content;
    }

    /// The database of the file must be closed.
    public static SqliteCopy of(Path file) throws IOException {
        return new SqliteCopy(Files.readAllBytes(file));
    }

    public Database open(Path file) throws IOException {
        Files.write(file, content);
        return Database.open(new SqliteLocation(file));
    }
}
