package digestbot.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/// A SQLite database in memory that outlives simulated processes. One thread uses it, through one
/// connection. Each transaction is a savepoint, so that [#reset] undoes a whole history.
public final class SimulatedDisk implements AutoCloseable {

    /// Where a process may die or an error may happen: each may throw.
    public interface Commits {

        void beforeAccess();

        void beforeCommit();

        void afterCommit();
    }

    private static final byte JOURNAL_FILE = 1;

    private final Handle handle;
    private final StatementCache statements = StatementCache.ofConnection();

    public SimulatedDisk() {
        handle = ConnectionSetup.create(ConnectionSetup.writing(Path.of(":memory:")))
                .open();
        byte[] content = TestDatabase.template();
        content[18] = JOURNAL_FILE; // a database in memory has no write-ahead log
        content[19] = JOURNAL_FILE;
        try {
            handle.getConnection().unwrap(SQLiteConnection.class).deserialize("main", content);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        handle.setStatementBuilder(new KeptStatements());
        handle.execute("BEGIN");
    }

    /// Forgets everything that was written.
    public void reset() {
        handle.execute("ROLLBACK");
        handle.execute("BEGIN");
    }

    /// The connection of one process.
    public Database connect(Commits commits, InstantSource clock) {
        return new Database(new Engine(commits), clock);
    }

    /// Looks at the committed state from outside of all processes.
    public <T> T look(Function<Transaction, T> work) {
        return work.apply(transaction());
    }

    private Transaction transaction() {
        return new Transaction(handle, SqlDialect.SQLITE, Optional.empty(), statements);
    }

    @Override
    public void close() {
        handle.close();
    }

    private final class Engine implements DatabaseEngine {

        private final Commits commits;

        Engine(Commits commits) {
            this.commits = commits;
        }

        @Override
        public <T> T read(Function<Transaction, T> work) {
            commits.beforeAccess();
            return work.apply(transaction());
        }

        @Override
        public <T> Committed<T> write(Function<Transaction, T> work) {
            commits.beforeAccess();
            Transaction transaction = transaction();
            T result;
            boolean done = false;
            handle.execute("SAVEPOINT writing");
            try {
                result = work.apply(transaction);
                commits.beforeCommit();
                done = true;
            } finally {
                if (!done) {
                    handle.execute("ROLLBACK TO writing");
                }
                handle.execute("RELEASE writing");
            }
            commits.afterCommit();
            return new Committed<>(result, transaction);
        }

        @Override
        public <T> T writeUnordered(Function<Transaction, T> work) {
            return write(work).result();
        }

        @Override
        public void onNotification(String name, Runnable listener) {
            // Steps look for work themselves.
        }

        @Override
        public void close() {
            // The disk stays.
        }
    }

    /// Keeps prepared statements: preparing takes far longer than running them on a few rows.
    private static final class KeptStatements extends DefaultStatementBuilder {

        private final Map<String, Deque<PreparedStatement>> free = new HashMap<>();

        /// The SQL of each statement, in which parameters have no names any more.
        private final IdentityHashMap<Statement, String> texts = new IdentityHashMap<>();

        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext context)
                throws SQLException {
            Deque<PreparedStatement> kept = free.computeIfAbsent(sql, _ -> new ArrayDeque<>());
            if (kept.isEmpty()) {
                PreparedStatement prepared = super.create(connection, sql, context);
                texts.put(prepared, sql);
                return prepared;
            }
            return kept.pop();
        }

        @Override
        public void close(Connection connection, String sql, Statement statement) throws SQLException {
            String text = texts.get(statement);
            if (text != null && statement instanceof PreparedStatement prepared) {
                prepared.clearBatch();
                Objects.requireNonNull(free.get(text)).push(prepared);
            } else {
                super.close(connection, sql, statement);
            }
        }
    }
}
