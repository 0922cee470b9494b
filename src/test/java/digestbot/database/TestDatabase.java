package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/// The database of a test: a SQLite file, or with `-Dtests.database=postgresql` a database of its own on a PostgreSQL
/// server that this process starts.
public final class TestDatabase {

    private static final String TEMPLATE = "digestbot_template";

    /// The functions of SQLite with which tests write and read times.
    private static final String TIME_FUNCTIONS = """
            CREATE FUNCTION unixepoch(moment TEXT) RETURNS BIGINT LANGUAGE sql
                RETURN CAST(extract(epoch FROM CAST(moment AS TIMESTAMP)) AS BIGINT);
            CREATE FUNCTION unixepoch() RETURNS BIGINT LANGUAGE sql
                RETURN CAST(extract(epoch FROM now()) AS BIGINT);
            CREATE FUNCTION date(day TEXT, change TEXT) RETURNS TEXT LANGUAGE sql
                RETURN to_char(CAST(day AS DATE) + CAST(change AS INTERVAL), 'YYYY-MM-DD');
            CREATE FUNCTION datetime(seconds BIGINT, unit TEXT) RETURNS TEXT LANGUAGE sql
                RETURN to_char(to_timestamp(seconds) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS');
            CREATE FUNCTION strftime(format TEXT, seconds BIGINT, unit TEXT) RETURNS TEXT LANGUAGE sql
                RETURN to_char(to_timestamp(seconds) AT TIME ZONE 'UTC',
                    replace(replace(replace(replace(replace(
                        format, '%Y', 'YYYY'), '%m', 'MM'), '%d', 'DD'), '%H', 'HH24'), '%M', 'MI'));
            """;
    private static final Map<Path, String> NAMES = new ConcurrentHashMap<>();

    private TestDatabase() {}

    /// Tells whether tests run on PostgreSQL.
    public static boolean isPostgres() {
        return "postgresql".equals(System.getProperty("tests.database"));
    }

    /// Opens the database of that name; the same one again for the same name.
    ///
    /// @param file the SQLite file; on PostgreSQL only a name
    public static Database open(Path file) {
        return Database.open(location(file));
    }

    /// The place of the database of that name.
    ///
    /// @param file the SQLite file; on PostgreSQL only a name
    public static DatabaseLocation location(Path file) {
        return isPostgres() ? onPostgres(file) : new SqliteLocation(file);
    }

    /// A database of its own on a PostgreSQL server, whatever the property says.
    public static PostgresLocation onPostgres(Path name) {
        return Server.location(NAMES.computeIfAbsent(name.toAbsolutePath(), _ -> create()));
    }

    /// Skips the test where no PostgreSQL server can start, unless tests are to run on one.
    public static void assumePostgres() {
        try {
            Server.location(TEMPLATE);
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            if (isPostgres()) {
                throw e;
            }
            Assumptions.abort("PostgreSQL cannot start here: " + Database.root(e));
        }
    }

    private static String create() {
        String name = "test_" + NAMES.size() + "_" + System.nanoTime();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return name;
    }

    /// One server for all tests of a process, with a database that has the tables.
    private static final class Server {

        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
                execute(server, "CREATE DATABASE " + TEMPLATE);
                try (Database database = Database.connect(location(server, TEMPLATE), InstantSource.system())) {
                    database.writeWithoutResult(
                            tx -> tx.handle().createScript(TIME_FUNCTIONS).execute());
                }
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL", e);
            }
        }

        static PostgresLocation location(String database) {
            return location(SERVER, database);
        }

        private static PostgresLocation location(EmbeddedPostgres server, String database) {
            return new PostgresLocation("postgres", "localhost:" + server.getPort(), database, "", "");
        }

        static void execute(String sql) {
            execute(SERVER, sql);
        }

        private static void execute(EmbeddedPostgres server, String sql) {
            try (Connection connection =
                            location(server, "postgres").dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
