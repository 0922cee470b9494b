package digestbot.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// The place of the bot's database. Its text is meant for messages and contains no password.
public sealed interface DatabaseLocation {

    /// Parses an address of a server, or else a file name; empty if the address is malformed.
    static Optional<DatabaseLocation> parse(String text) {
        return text.startsWith(PostgresLocation.SCHEME)
                ? PostgresLocation.parse(text).map(server -> server)
                : Optional.of(new SqliteLocation(Path.of(text)));
    }

    /// Ignores the password by default, because a file needs none.
    default DatabaseLocation withPassword(String password) {
        return this;
    }

    record SqliteLocation(Path file) implements DatabaseLocation {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /// A database of a PostgreSQL server.
    ///
    /// @param user empty for the name of the operating system's user
    /// @param hosts the host with an optional port, or several of them, separated by commas
    /// @param parameters see <https://jdbc.postgresql.org/documentation/use/>
    /// @param password empty if the server asks for none
    record PostgresLocation(String user, String hosts, String name, String parameters, String password)
            implements DatabaseLocation {

        private static final String SCHEME = "postgresql://";

        private static final Pattern ADDRESS =
                Pattern.compile(SCHEME + "(?:([^@/?:]+)@)?([^@/?]+)/([^@/?]+)(?:\\?(.*))?");

        /// The parameters that the driver and the programs of the server have in common.
        private static final Set<String> TOOL_PARAMETERS =
                Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options");

        /// Parses an address such as `postgresql://user@host:5432/name?sslmode=verify-full`. An
        /// address that contains a password is rejected, because addresses are shown.
        public static Optional<PostgresLocation> parse(String address) {
            Matcher parts = ADDRESS.matcher(address);
            return parts.matches()
                    ? Optional.of(new PostgresLocation(
                            decoded(parts.group(1)),
                            parts.group(2),
                            decoded(parts.group(3)),
                            Optional.ofNullable(parts.group(4)).orElse(""),
                            ""))
                    : Optional.empty();
        }

        @Override
        public PostgresLocation withPassword(String other) {
            return new PostgresLocation(user, hosts, name, parameters, other);
        }

        /// The address in the configuration's form.
        public String address() {
            return address(parameters);
        }

        /// The address for the server's programs, which do not know most parameters of the driver.
        public String addressForTools() {
            return address(Stream.of(parameters.split("&"))
                    .filter(each -> TOOL_PARAMETERS.contains(each.replaceFirst("=.*", "")))
                    .collect(Collectors.joining("&")));
        }

        private String address(String shown) {
            return SCHEME
                    + (user.isEmpty() ? "" : encoded(user) + "@")
                    + hosts
                    + "/"
                    + encoded(name)
                    + (shown.isEmpty() ? "" : "?" + shown);
        }

        /// The schema that the parameters name.
        public Optional<String> schema() {
            return Optional.ofNullable(dataSource().getCurrentSchema()).filter(schema -> !schema.isEmpty());
        }

        /// The user as whom the bot connects.
        public String login() {
            return user.isEmpty() ? System.getProperty("user.name") : user;
        }

        /// Encodes the part. A plus sign stays a plus sign, unlike in a form.
        private static String encoded(String part) {
            return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
        }

        private static String decoded(@Nullable String part) {
            return part == null ? "" : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        PGSimpleDataSource dataSource() {
            return configured(new PGSimpleDataSource());
        }

        <S extends PGSimpleDataSource> S configured(S source) {
            source.setURL("jdbc:%s%s/%s?%s".formatted(SCHEME, hosts, encoded(name), parameters));
            source.setUser(login());
            if (!password.isEmpty()) {
                source.setPassword(password);
            }
            source.setApplicationName("digestbot");
            return source;
        }

        @Override
        public String toString() {
            return SCHEME + (user.isEmpty() ? "" : user + "@") + hosts + "/" + name;
        }
    }
}
