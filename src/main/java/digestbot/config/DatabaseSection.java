package digestbot.config;

import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the keys that name the database.
final class DatabaseSection {

    static final String KEY = "database";
    static final String PASSWORD_KEY = "database-password";

    private static final String DEFAULT = "data/digestbot.sqlite";

    private static final String ALLOWED =
            "a path, or postgresql://user@host:port/name (with the password in database-password)";

    private DatabaseSection() {}

    static DatabaseLocation read(YamlSection root) {
        DatabaseLocation location = root.convert(KEY, DEFAULT, ALLOWED, DatabaseSection::location)
                .orElse(new SqliteLocation(Path.of(DEFAULT)));
        String password = root.secret(PASSWORD_KEY);
        return location instanceof PostgresLocation server ? server.withPassword(password) : location;
    }

    private static Optional<DatabaseLocation> location(String text) {
        return PostgresLocation.isAddress(text)
                ? PostgresLocation.parse(text).map(server -> server)
                : Optional.of(new SqliteLocation(Path.of(text)));
    }
}
