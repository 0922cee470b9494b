package digestbot.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import digestbot.database.DatabaseLocation.PostgresLocation;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of a PostgreSQL server, which several processes may share.
///
/// Every write transaction of every process takes the same advisory lock, so that there is one
/// writer at a time, as with SQLite: no row changes between a read and the write that depends on
/// it. The isolation level is READ COMMITTED, because each statement after the lock must see the
/// changes of the previous holder.
final class PostgresServer implements DatabaseEngine {

    /// An arbitrary constant that no other program in the same database may use.
    private static final long WRITER_LOCK = 0x6469676573746274L;

    private static final int WRITERS = 4;
    private static final int READERS = 4;

    /// The longest time for which a frozen process can keep the lock.
    private static final Duration MAX_WRITER_PAUSE = Duration.ofSeconds(3);

    /// The longest time for which a frozen process can keep the server from removing old rows. It is
    /// longer than that of writers, because on a busy machine a page may pause between two
    /// statements.
    private static final Duration MAX_READER_PAUSE = Duration.ofMinutes(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// Statements are written for indexes and nested loops, as SQLite's planner uses them.
    /// PostgreSQL's planner would choose scans of whole tables, because its statistics never
    /// include the newest digests. Compiling statements costs more time than it saves.
    private static final String PLANNER = """
            SET jit = off; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
            SET enable_material = off;
            """;

    private static final String WRITER = PLANNER + maxPause(MAX_WRITER_PAUSE);
    private static final String READER =
            PLANNER + maxPause(MAX_READER_PAUSE) + "; SET default_transaction_read_only = on";

    /// The number of attempts for a transaction that conflicts with others.
    private static final int TRIES = 3;

    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Jdbi writing;
    private final Jdbi reading;

    /// Connects, and creates or migrates the tables if needed.
    static PostgresServer migrated(PostgresLocation location) {
        Migrations.ofPostgres(source(location)).run();
        return new PostgresServer(location);
    }

    /// Connects to a database whose tables are of this version.
    PostgresServer(PostgresLocation location) {
        PGSimpleDataSource source = source(location);
        writers = pool(source, "writers", WRITERS, WRITER, TransactionIsolationLevel.READ_COMMITTED);
        writing = jdbi(writers);
        readers = pool(source, "readers", READERS, READER, TransactionIsolationLevel.REPEATABLE_READ);
        reading = jdbi(readers);
    }

    private static String maxPause(Duration pause) {
        return "SET idle_in_transaction_session_timeout = " + pause.toMillis();
    }

    /// @param isolation the level of all transactions; a level for each transaction would cost six
    ///     more requests to the server
    private static HikariDataSource pool(
            PGSimpleDataSource source, String name, int size, String session, TransactionIsolationLevel isolation) {
        var pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setPoolName(name);
        pool.setConnectionInitSql(session);
        pool.setTransactionIsolation("TRANSACTION_" + isolation);
        return new HikariDataSource(pool);
    }

    private static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        PostgresArguments.register(jdbi);
        return jdbi;
    }

    /// Opens a connection that cannot change anything.
    static Handle openReadOnly(PostgresLocation location) {
        Jdbi jdbi = Jdbi.create(source(location));
        PostgresArguments.register(jdbi);
        Handle handle = jdbi.open();
        handle.execute(READER);
        handle.setReadOnly(true);
        handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
        return handle;
    }

    static PGSimpleDataSource source(PostgresLocation location) {
        PGSimpleDataSource source = location.dataSource();
        source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        // Statements are planned each time, because tables grow by a million rows within a minute: a plan
        // for few rows that is kept would then compare all of them.
        source.setPrepareThreshold(0);
        return source;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return reading.inTransaction(handle -> work.apply(new Transaction(handle, SqlDialect.POSTGRESQL)));
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

    private <T> Committed<T> writeOnce(Function<Transaction, T> work) {
        return writing.inTransaction(handle -> {
            handle.select("SELECT pg_advisory_xact_lock(?)", WRITER_LOCK)
                    .mapTo(String.class)
                    .one();
            var transaction = new Transaction(handle, SqlDialect.POSTGRESQL);
            return new Committed<>(work.apply(transaction), transaction);
        });
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
