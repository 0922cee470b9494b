package digestbot.database;

import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.IntegrityCheck.SchemaState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// The result of checking a PostgreSQL server. The check changes nothing.
///
/// @param isReadOnly true if the server is a standby or refuses changes for another reason
/// @param lossySettings the settings that let a crash of the server lose confirmed changes
/// @param freeConnections the number of connections that ordinary users may still open
/// @param clockSkew the time by which the server's clock is ahead of this machine's; negative if it
///     is behind
public record ServerStatus(
        String version,
        int majorVersion,
        String encoding,
        boolean hasIcu,
        boolean isReadOnly,
        boolean mayCreateTables,
        List<String> lossySettings,
        int freeConnections,
        Duration latency,
        Duration clockSkew,
        SchemaState schema) {

    private static final int VERSION_UNIT = 10_000;

    /// The oldest version that supports all of the bot's statements.
    private static final int MIN_VERSION = 16;

    public static final String UPDATE = "update the server to PostgreSQL %d or later".formatted(MIN_VERSION);

    /// The reason why a server of this version cannot be used; empty if it can.
    public static Optional<String> tooOld(String version, int majorVersion) {
        return majorVersion >= MIN_VERSION
                ? Optional.empty()
                : Optional.of("PostgreSQL %s is too old".formatted(version));
    }

    /// Refuses a server that is too old.
    ///
    /// @throws IllegalStateException if the server is too old; the message says what to do
    static void requireVersion(DataSource server) {
        String version = ConnectionSetup.create(server)
                .withHandle(handle -> handle.createQuery("SHOW server_version")
                        .mapTo(String.class)
                        .one());
        tooOld(version, Integer.parseInt(version.split("\\D", 2)[0])).ifPresent(reason -> {
            throw new IllegalStateException(reason + ": " + UPDATE);
        });
    }

    /// Checks the server.
    ///
    /// @throws IllegalStateException if the server cannot be reached or refuses the user; the
    ///     message names the database
    public static ServerStatus of(PostgresLocation location, InstantSource clock) {
        try (Handle handle =
                ConnectionSetup.create(PostgresServer.source(location)).open()) {
            handle.execute("SELECT 1"); // so that the measurement does not include the first statement's planning
            long startNanos = System.nanoTime();
            Instant before = clock.instant();
            long serverMillis = handle.select("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")
                    .mapTo(Long.class)
                    .one();
            Duration latency = Duration.ofNanos(System.nanoTime() - startNanos);
            Duration skew = Duration.between(before.plus(latency.dividedBy(2)), Instant.ofEpochMilli(serverMillis));
            SchemaState schema =
                    Migrations.ofPostgres(PostgresServer.source(location)).schema();
            return handle.createQuery("""
                            SELECT current_setting('server_version') AS version,
                                   CAST(current_setting('server_version_num') AS INTEGER) AS number,
                                   current_setting('server_encoding') AS encoding,
                                   EXISTS (SELECT 1 FROM pg_collation WHERE collprovider = 'i') AS icu,
                                   current_setting('transaction_read_only') = 'on' AS read_only,
                                   coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE) AS creates,
                                   ARRAY(SELECT name FROM pg_settings
                                         WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'
                                         ORDER BY name) AS lossy,
                                   CAST(current_setting('max_connections') AS INTEGER)
                                       - CAST(current_setting('superuser_reserved_connections') AS INTEGER)
                                       - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
                                       AS free
                            """)
                    .map((row, _) -> new ServerStatus(
                            row.getString("version"),
                            row.getInt("number") / VERSION_UNIT,
                            row.getString("encoding"),
                            row.getBoolean("icu"),
                            row.getBoolean("read_only"),
                            row.getBoolean("creates"),
                            List.of((String[]) row.getArray("lossy").getArray()),
                            row.getInt("free"),
                            latency,
                            skew,
                            schema))
                    .one();
        } catch (JdbiException | FlywayException e) {
            throw new IllegalStateException("cannot use the database " + location + ": " + SqlErrors.reason(e), e);
        }
    }
}
