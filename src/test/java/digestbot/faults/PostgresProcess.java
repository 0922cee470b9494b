package digestbot.faults;

import digestbot.database.DatabaseLocation.PostgresLocation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL server of its own that a test restarts and whose connections it cuts.
final class PostgresProcess implements AutoCloseable {

    private static final long RESTART_SECONDS = 60;

    private final EmbeddedPostgres server;
    private final Path data;

    private PostgresProcess(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        data = Path.of(text("SHOW data_directory"));
    }

    static PostgresProcess start() throws IOException, SQLException {
        return new PostgresProcess(EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .start());
    }

    PostgresLocation location() {
        return new PostgresLocation("postgres", "localhost:" + server.getPort(), "postgres", "", "");
    }

    /// Ends the server without notice, and starts it again.
    void restart() throws IOException, InterruptedException {
        List<String> postmaster = Files.readAllLines(data.resolve("postmaster.pid"));
        Path program = Path.of("/proc", postmaster.getFirst().strip(), "exe").toRealPath();
        Process restart = new ProcessBuilder(
                        "unshare",
                        "-U",
                        program.resolveSibling("pg_ctl").toString(),
                        "restart",
                        "-w",
                        "-m",
                        "immediate",
                        "-D",
                        data.toString(),
                        "-l",
                        data.resolve("restart.log").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!restart.waitFor(RESTART_SECONDS, TimeUnit.SECONDS) || restart.exitValue() != 0) {
            throw new IOException("cannot restart PostgreSQL: " + restart);
        }
    }

    /// Ends all connections but the one that does it.
    void cutConnections() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }

    /// Refuses all changes, or accepts them again. Transactions that have begun go on.
    void setReadOnly(boolean readOnly) throws SQLException {
        execute("ALTER SYSTEM SET default_transaction_read_only = " + (readOnly ? "on" : "off"));
        execute("SELECT pg_reload_conf()");
    }

    void execute(String sql) throws SQLException {
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
        server.close();
    }
}
