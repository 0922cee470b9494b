package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.outside.RefusingPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The database of a test: a SQLite file, or with `-Dtests.database=postgresql` a database of its
/// own on a PostgreSQL server that this process starts. As an extension of a test, it has a folder
/// of its own, which is deleted when the test is over.
public final class TestDatabase implements AfterEachCallback {

    /// With `-Dtests.durable=on`, for measurements, a commit is on disk.
    private static final String DURABLE = System.getProperty("tests.durable", "off");

    /// All databases and logs of a few servers fit into this.
    private static final long ENOUGH_MEMORY = 4L << 30;

    /// Creating and deleting many files on a disk takes long.
    private static final Path MEMORY = memory();

    private static final String TEMPLATE = "digestbot_template";

    /// SQLite's functions with which tests write and read times.
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
    private static final Map<Path, Created> DATABASES = new ConcurrentHashMap<>();

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /// The folder is that of the test, which is deleted when the test ends.
    private record Created(String name, Path folder) {}

    private final Path folder;
    private final Database database;

    public TestDatabase() {
        folder = newFolder();
        database = open(folder.resolve("d.sqlite"));
    }

    public Database database() {
        return database;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        database.close();
        delete(folder);
    }

    /// In memory if there is room, because each commit waits for the disk.
    public static Path newFolder() {
        try {
            return Files.createTempDirectory(MEMORY, "digestbot-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path memory() {
        Path memory = Path.of("/dev/shm");
        try {
            boolean large = DURABLE.equals("off")
                    && Files.isWritable(memory)
                    && Files.getFileStore(memory).getUsableSpace() > ENOUGH_MEMORY;
            return large ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    public static boolean isPostgres() {
        return "postgresql".equals(System.getProperty("tests.database"));
    }

    /// Opens the same database again for the same name. On PostgreSQL the file is only a name.
    public static Database open(Path file) {
        // The template has the tables, which are not made faster than a short test runs.
        if (isPostgres()) {
            return Database.open(onPostgres(file));
        }
        if (Files.exists(file)) {
            return Database.open(file);
        }
        try {
            PrivateFiles.write(file, SqliteTemplate.CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Database.open(new SqliteLocation(file));
    }

    /// On PostgreSQL the file is only a name.
    public static DatabaseLocation location(Path file) {
        return isPostgres() ? onPostgres(file) : new SqliteLocation(file);
    }

    /// On a PostgreSQL server, whatever the property says.
    public static PostgresLocation onPostgres(Path name) {
        return onPostgres(name, TEMPLATE);
    }

    public static PostgresLocation emptyOnPostgres(Path name) {
        return onPostgres(name, "template0");
    }

    private static PostgresLocation onPostgres(Path name, String template) {
        dropOld();
        return Server.location(DATABASES
                .computeIfAbsent(name.toAbsolutePath(), path -> create(path, template))
                .name());
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

    private static Created create(Path path, String template) {
        String name = "test_" + COUNTER.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new Created(name, existing(path));
    }

    private static Path existing(Path path) {
        Path folder = path;
        while (!Files.isDirectory(folder)) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }

    /// Each database consists of some hundred files.
    private static void dropOld() {
        DATABASES.forEach((path, created) -> {
            if (Files.notExists(created.folder()) && DATABASES.remove(path, created)) {
                Server.execute("DROP DATABASE " + created.name() + " WITH (FORCE)");
            }
        });
    }

    /// A copy of an empty SQLite database with all tables.
    static byte[] template() {
        return SqliteTemplate.CONTENT.clone();
    }

    private static final class SqliteTemplate {

        private static final byte[] CONTENT = create();

        private static byte[] create() {
            try {
                Path folder = Files.createTempDirectory("digestbot-template");
                Path file = folder.resolve("template.sqlite");
                Database.open(file).close();
                byte[] content = Files.readAllBytes(file);
                Files.delete(file);
                Files.delete(folder);
                return content;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// One server for all tests of a process.
    private static final class Server {

        private static final RefusingPort PORT = new RefusingPort();
        private static final EmbeddedPostgres SERVER = start();

        private static boolean isDurable() {
            return DURABLE.equals("on");
        }

        private static EmbeddedPostgres start() {
            try {
                Path folder = Files.createTempDirectory(MEMORY, "digestbot-postgresql-");
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPort(PORT.number())
                        .setDataDirectory(folder)
                        .setRegisterShutdownHook(false)
                        .setServerConfig("max_connections", "300")
                        // Nothing has to outlive the process, except in a benchmark.
                        .setServerConfig("fsync", DURABLE)
                        .setServerConfig("full_page_writes", DURABLE)
                        .setServerConfig("synchronous_commit", DURABLE)
                        .setServerConfig("max_wal_size", isDurable() ? "1GB" : "256MB")
                        // Autovacuum would visit each of the databases once a minute.
                        .setServerConfig("autovacuum", DURABLE)
                        .setServerConfig("logging_collector", "on")
                        .setServerConfig("log_destination", "jsonlog")
                        .setServerConfig("log_rotation_size", "0")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
                execute(server, "CREATE DATABASE " + TEMPLATE);
                try (Database database = Database.open(location(server, TEMPLATE))) {
                    database.writeWithoutResult(
                            tx -> tx.handle().createScript(TIME_FUNCTIONS).execute());
                }
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL", e);
            }
        }

        /// An orderly shutdown would write all changed pages first, and Surefire kills processes
        /// that take long to end.
        private static void stop(Path folder) {
            try {
                // The process that the library started has ended; its child is the server.
                long server = Long.parseLong(
                        Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
                CompletableFuture<?> end =
                        ProcessHandle.of(server).orElseThrow().onExit();
                new ProcessBuilder("kill", "-QUIT", String.valueOf(server)).start();
                end.get(2, TimeUnit.MINUTES);
                new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
            } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException("cannot stop PostgreSQL", e);
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
