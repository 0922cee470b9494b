package digestbot.database;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Assumptions;

/// The plans of SQLite for a query, so that a test can tell which queries take longer as rows are
/// added.
public final class QueryPlans {

    private QueryPlans() {}

    /// The steps for each different statement that the work runs through JDBI, such as
    /// `SEARCH delivery USING INTEGER PRIMARY KEY (rowid=?)`.
    public static List<String> of(Transaction transaction, Consumer<Transaction> work) {
        Assumptions.assumeFalse(TestDatabase.isPostgres(), "these plans are SQLite's");
        Handle handle = transaction.handle();
        SqlStatements settings = handle.getConfig(SqlStatements.class);
        SqlLogger before = settings.getSqlLogger();
        Set<String> asked = new LinkedHashSet<>();
        settings.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                asked.add(context.getParsedSql().getSql());
            }
        });
        try {
            work.accept(transaction);
        } finally {
            settings.setSqlLogger(before);
        }
        return asked.stream().flatMap(sql -> steps(handle, sql).stream()).toList();
    }

    private static List<String> steps(Handle handle, String sql) {
        return handle.createQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "1"))
                .map((row, _) -> row.getString("detail"))
                .list();
    }
}
