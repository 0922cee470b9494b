package digestbot.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// A JDBC batch for hot paths with thousands of rows per second. JDBI's own batch looks up the
/// binding of every value again, which costs more than SQLite's work on the row.
public final class BatchStatement {

    /// The number of executions from which PostgreSQL keeps the plan, which it does not do for
    /// other statements. Statements of batches find each row by its key, so their plan never gets
    /// worse.
    private static final int PREPARED_FROM = 5;

    private final Handle handle;
    private final StatementCache statements;
    private final SqlDialect dialect;
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    public BatchStatement(Transaction transaction, String sql) {
        handle = transaction.handle();
        statements = transaction.statements();
        dialect = transaction.dialect();
        this.sql = sql;
    }

    public void add(@Nullable Object... values) {
        rows.add(values);
    }

    public int[] execute() {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try {
            PreparedStatement statement = statements.take(handle.getConnection(), sql);
            int[] changed;
            try {
                changed = execute(statement);
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
            statements.giveBack(sql, statement);
            return changed;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e.getMessage(), e, null);
        }
    }

    private int[] execute(PreparedStatement statement) throws SQLException {
        if (dialect == SqlDialect.POSTGRESQL) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(PREPARED_FROM);
        }
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
            statement.addBatch();
        }
        return statement.executeBatch();
    }
}
