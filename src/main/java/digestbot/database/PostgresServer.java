package digestbot.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.IntegrityCheck.SchemaState;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of a PostgreSQL server, which several processes may share.
///
/// Every write transaction of every process takes the same advisory lock, so that no row changes
/// between a read and the write that depends on it, as with SQLite. Serializable transactions would
/// cost more, because they often have to be repeated. The isolation level is READ COMMITTED,
/// because each statement after the lock must see the changes of the previous holder.
final class PostgresServer implements DatabaseEngine {

    /// An arbitrary number. No other program in the same database may use it.
    private static final long WRITER_LOCK = 0x6469676573746274L;

    /// The connections of a frozen process get the lock one after the other, and each may keep it
    /// for [#MAX_WRITER_PAUSE]. So only one connection may wait for it.
    private static final int WRITERS = 1;

    /// Pages, searches and the API need at most six at once, which leaves some for the bot.
    private static final int READERS = 8;

    /// The longest time for which a frozen process can keep the lock.
    private static final Duration MAX_WRITER_PAUSE = Duration.ofSeconds(3);

    /// The longest time for which a frozen process can keep the server from removing old rows. It
    /// exceeds the writers' limit, because on a busy machine a page may pause between two
    /// statements.
    private static final Duration MAX_READER_PAUSE = Duration.ofMinutes(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// A server that cannot be reached should be noticed soon.
    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);

    /// The longest wait of the renewal of a lease, which lasts only a few seconds.
    private static final int URGENT_TIMEOUT_SECONDS = 2;

    /// Statements take far less time, but a broken network may never answer.
    private static final int SOCKET_TIMEOUT_SECONDS = 60;

    /// Statements are written for indexes and nested loops, which SQLite's planner uses.
    /// PostgreSQL's planner would scan whole tables, because its statistics never include the
    /// newest digests, and would sort whole bitmaps before a limit cuts them off. Compiling
    /// statements costs more time than it saves.
    private static final String PLANNER = """
            SET jit = off; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
            SET enable_material = off; SET enable_bitmapscan = off;
            """;

    private static final String WRITER = PLANNER + maxPause(MAX_WRITER_PAUSE);
    private static final String READER =
            PLANNER + maxPause(MAX_READER_PAUSE) + "; SET default_transaction_read_only = on";

    private static final int TRIES = 3;

    private final ReconnectingSource source;

    /// Held while a transaction is written. Threads that wait for this lock need no connection
    /// meanwhile. A wait for a connection would time out as if the server could not be reached.
    private final Lock writing = new ReentrantLock(true);

    private final Pool writers;
    private final Pool readers;
    private final Pool leases;
    private final ServerNotifications notifications;

    /// Creates or migrates the tables if needed.
    ///
    /// @throws IllegalStateException if the server is too old, or the tables are from a version
    ///     after the next one
    static PostgresServer migrated(PostgresLocation location) {
        ServerStatus.requireVersion(source(location));
        migrate(source(location), Migrations.ofPostgres(source(location)));
        return new PostgresServer(location);
    }

    /// Migrates as the only writer, because a migration and another node's writer might each wait
    /// for the other's locks. If several nodes start at once, the first one migrates.
    static void migrate(PGSimpleDataSource source, Migrations migrations) {
        if (migrations.usable() == SchemaState.OLDER) {
            ConnectionSetup.create(source).useTransaction(handle -> {
                handle.select("SELECT pg_advisory_xact_lock(?)", WRITER_LOCK)
                        .mapTo(String.class)
                        .one();
                migrations.run();
            });
        }
    }

    /// The tables must be of this version.
    PostgresServer(PostgresLocation location) {
        source = configured(location, new ReconnectingSource());
        if (source.getSocketTimeout() == 0) {
            source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
        }
        writers = Pool.of(source, "writers", WRITERS, POOL_TIMEOUT, WRITER, TransactionIsolationLevel.READ_COMMITTED);
        readers = Pool.of(source, "readers", READERS, POOL_TIMEOUT, READER, TransactionIsolationLevel.REPEATABLE_READ);
        leases = Pool.of(
                urgent(location, new ReconnectingSource()),
                "lease",
                1,
                Duration.ofSeconds(URGENT_TIMEOUT_SECONDS),
                WRITER,
                TransactionIsolationLevel.READ_COMMITTED);
        notifications = new ServerNotifications(urgent(location, new PGSimpleDataSource()));
    }

    private static <S extends PGSimpleDataSource> S urgent(PostgresLocation location, S source) {
        configured(location, source);
        source.setSocketTimeout(URGENT_TIMEOUT_SECONDS);
        source.setConnectTimeout(URGENT_TIMEOUT_SECONDS);
        return source;
    }

    private static String maxPause(Duration pause) {
        return "SET idle_in_transaction_session_timeout = " + pause.toMillis();
    }

    /// Registers conversions of values for which PostgreSQL is stricter than SQLite.
    private static Jdbi jdbi(DataSource source) {
        Jdbi jdbi = ConnectionSetup.create(source);
        jdbi.registerArgument(new TextArgumentFactory());
        jdbi.registerArgument(new FlagArgumentFactory());
        return jdbi;
    }

    static Handle openReadOnly(PostgresLocation location) {
        Handle handle = jdbi(source(location)).open();
        handle.execute(READER);
        handle.setReadOnly(true);
        handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
        return handle;
    }

    static PGSimpleDataSource source(PostgresLocation location) {
        return configured(location, new PGSimpleDataSource());
    }

    private static <S extends PGSimpleDataSource> S configured(PostgresLocation location, S source) {
        location.configured(source);
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        // Plans each statement anew. A table may grow by a million rows within a minute, and a plan
        // kept from when it had few rows would be slow.
        source.setPrepareThreshold(0);
        source.setReWriteBatchedInserts(true);
        return source;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return readers.inTransaction(handle -> work.apply(transaction(handle, Optional.empty())));
    }

    @Override
    public <T> Committed<T> write(Function<Transaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writeOnce(work);
            } catch (RuntimeException e) {
                if (attempt == TRIES || !SqlErrors.isConflict(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public <T> T writeUnordered(Function<Transaction, T> work) {
        return leases.inTransaction(handle -> work.apply(transaction(handle, Optional.of(notifications))));
    }

    @Override
    public void onNotification(String name, Runnable listener) {
        notifications.addListener(name, listener);
    }

    private static Transaction transaction(Handle handle, Optional<ServerNotifications> notifications) {
        return new Transaction(handle, SqlDialect.POSTGRESQL, notifications, StatementCache.none());
    }

    private <T> Committed<T> writeOnce(Function<Transaction, T> work) {
        writing.lock();
        try {
            return writers.inTransaction(handle -> {
                handle.select("SELECT pg_advisory_xact_lock(?)", WRITER_LOCK)
                        .mapTo(String.class)
                        .one();
                var transaction = transaction(handle, Optional.of(notifications));
                return new Committed<>(work.apply(transaction), transaction);
            });
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        notifications.close();
        List.of(readers, writers, leases).forEach(pool -> pool.connections().close());
    }

    /// The connections for one kind of work.
    private record Pool(ReconnectingSource source, HikariDataSource connections, Jdbi jdbi) {

        /// Sets the isolation level of the session: setting it for each transaction would cost six
        /// more requests to the server.
        static Pool of(
                ReconnectingSource source,
                String name,
                int size,
                Duration timeout,
                String session,
                TransactionIsolationLevel isolation) {
            var settings = new HikariConfig();
            settings.setDataSource(source);
            settings.setMaximumPoolSize(size);
            settings.setMinimumIdle(1);
            settings.setConnectionTimeout(timeout.toMillis());
            settings.setValidationTimeout(timeout.toMillis() / 2);
            settings.setPoolName(name);
            settings.setConnectionInitSql(session);
            settings.setTransactionIsolation("TRANSACTION_" + isolation);
            var connections = new HikariDataSource(settings);
            return new Pool(source, connections, PostgresServer.jdbi(connections));
        }

        /// Runs the work. A failure names the reason why the server cannot be reached, whereas the
        /// pool knows only how long it waited.
        <T> T inTransaction(Function<Handle, T> work) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (ConnectionException e) {
                throw source.lastFailure().map(ConnectionException::new).orElse(e);
            }
        }
    }

    /// Flags are stored as numbers, because SQLite has no type for them.
    private static final class FlagArgumentFactory extends AbstractArgumentFactory<Boolean> {

        FlagArgumentFactory() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Boolean value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setLong(position, value ? 1 : 0);
        }
    }

    /// PostgreSQL rejects text that contains the character NUL, which any reader may send.
    private static final class TextArgumentFactory extends AbstractArgumentFactory<String> {

        TextArgumentFactory() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setString(position, value.replace("\u0000", ""));
        }
    }
}
