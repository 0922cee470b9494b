package digestbot.faults;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.outside.RefusingPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/// A PostgreSQL server of its own that a test restarts and whose connections it cuts.
final class PostgresProcess implements AutoCloseable {

    /// A client is idle after this pause between two statements.
    private static final Duration IDLE = Duration.ofMillis(20);

    private final EmbeddedPostgres server;
    private final Path data;

    /// The program that starts, stops and promotes servers.
    private final Path control;

    private final RefusingPort port;
    private Optional<Standby> standby = Optional.empty();

    /// Follows the server by streaming replication.
    private record Standby(Path data, RefusingPort port) {}

    private PostgresProcess(EmbeddedPostgres server, RefusingPort port) throws IOException, SQLException {
        this.server = server;
        this.port = port;
        data = Path.of(text("SHOW data_directory"));
        List<String> postmaster = Files.readAllLines(data.resolve("postmaster.pid"));
        Path program = Path.of("/proc", postmaster.getFirst().strip(), "exe").toRealPath();
        control = program.resolveSibling("pg_ctl");
    }

    static PostgresProcess start() throws IOException, SQLException {
        var port = new RefusingPort();
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setPort(port.number())
                .setServerConfig("max_connections", "200")
                // Otherwise a crash would lose the commits of the last half second.
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new PostgresProcess(server, port);
    }

    /// The standby has everything that the server has confirmed. The folder is new.
    static PostgresProcess startWithStandby(Path folder) throws IOException, SQLException {
        PostgresProcess primary = start();
        try {
            primary.startStandby(folder);
        } catch (IOException | SQLException e) {
            primary.close();
            throw e;
        }
        return primary;
    }

    private void startStandby(Path folder) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            // The server may remove files meanwhile, so the copying reports a failure.
            new ProcessBuilder("cp", "-a", data.toString(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
            try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop()")) {
                stopped.next();
                Files.writeString(folder.resolve("backup_label"), stopped.getString(1));
            }
        }
        Files.deleteIfExists(folder.resolve("postmaster.pid"));
        Files.createFile(folder.resolve("standby.signal"));
        var second = new RefusingPort();
        control(
                "start",
                folder,
                "-o",
                "-p %d -c max_connections=200 -c unix_socket_directories=/tmp".formatted(second.number())
                        + " -c \"primary_conninfo=host=localhost port=%d user=postgres\"".formatted(server.getPort()));
        standby = Optional.of(new Standby(folder, second));
        execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
        execute("SELECT pg_reload_conf()");
        Awaitility.await("the standby follows")
                .until(() -> text("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                        .equals("1"));
    }

    /// Waits until the action is done.
    ///
    /// @throws IOException if it fails; the server's log is in the directory
    private void control(String action, Path directory, String... options) throws IOException {
        // PostgreSQL refuses to run as root, so it sees another user.
        List<String> command = new ArrayList<>(List.of("unshare", "-U", control.toString(), action, "-w"));
        command.addAll(List.of(
                "-D",
                directory.toString(),
                "-l",
                directory.resolve("control.log").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
        if (process.exitValue() != 0) {
            throw new IOException("PostgreSQL does not " + action + ": " + process);
        }
    }

    /// With a standby, the address of the current primary.
    PostgresLocation location() {
        String primary = "localhost:" + server.getPort();
        return new PostgresLocation(
                "postgres",
                standby.map(it -> primary + ",localhost:" + it.port().number()).orElse(primary),
                "postgres",
                standby.map(_ -> "targetServerType=primary").orElse(""),
                "");
    }

    /// Ends the server without notice, and starts it again.
    void restart() throws IOException {
        control("restart", data, "-m", "immediate");
    }

    /// Ends the server without notice, and makes its standby the primary.
    void failOver() throws IOException {
        control("stop", data, "-m", "immediate");
        control("promote", standby.orElseThrow().data());
    }

    void cutConnections() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }

    /// True if the client that holds the lock of writers has asked for nothing for some time.
    boolean isWriterIdle() throws SQLException {
        LockSupport.parkNanos(2 * IDLE.toNanos());
        return !text("""
                SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'advisory' AND granted AND state = 'idle in transaction'
                  AND state_change < clock_timestamp() - INTERVAL '%d milliseconds'
                """.formatted(IDLE.toMillis())).equals("0");
    }

    /// Transactions that have begun go on.
    void setReadOnly(boolean readOnly) throws SQLException {
        execute("ALTER SYSTEM SET default_transaction_read_only = " + (readOnly ? "on" : "off"));
        execute("SELECT pg_reload_conf()");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        if (standby.isPresent()) {
            control("stop", standby.get().data(), "-m", "immediate");
            standby.get().port().close();
        }
        server.close();
        port.close();
    }
}
