package digestbot.config;

import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the keys that name the database.
final class DatabaseSection {

    static final String KEY = "database";
    static final String PASSWORD_KEY = "database-password";
    private static final String NODE_KEY = "node-name";

    private static final String DEFAULT = "data/digestbot.sqlite";

    private static final String ALLOWED =
            "a path, or postgresql://user@host:port/name (with the password in database-password)";

    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9._-]{0,60}");

    private DatabaseSection() {}

    static DatabaseLocation read(YamlSection root) {
        DatabaseLocation location = root.convert(KEY, DEFAULT, ALLOWED, DatabaseSection::location)
                .orElse(new SqliteLocation(Path.of(DEFAULT)));
        String password = root.secret(PASSWORD_KEY);
        return location instanceof PostgresLocation server ? server.withPassword(password) : location;
    }

    /// The name of this node; the name of the machine if the key is empty.
    static String node(YamlSection root) {
        return root.convert(
                        NODE_KEY, "", "up to 60 letters, digits, dots, hyphens and underscores", DatabaseSection::name)
                .filter(name -> !name.isEmpty())
                .orElseGet(DatabaseSection::hostName);
    }

    private static Optional<String> name(String text) {
        return NODE_NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "node";
        }
    }

    private static Optional<DatabaseLocation> location(String text) {
        return PostgresLocation.isAddress(text)
                ? PostgresLocation.parse(text).map(server -> server)
                : Optional.of(new SqliteLocation(Path.of(text)));
    }
}
