package digestbot.database;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/// The plans of the database for a query, so that a test can tell which queries take longer as rows
/// are added.
public final class QueryPlans {

    private QueryPlans() {}

    /// The steps for each different statement that the work runs through JDBI, such as `SEARCH
    /// delivery USING INDEX delivery_of (subscriber=?)`. Steps of PostgreSQL are in SQLite's words,
    /// without the conditions and with names such as `delivery_pkey` for the indexes of primary
    /// keys; they hold for any values of the parameters.
    public static List<String> of(Transaction transaction, Consumer<Transaction> work) {
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
        return asked.stream()
                .flatMap(sql -> (TestDatabase.isPostgres() ? postgresSteps(handle, sql) : steps(handle, sql)).stream())
                .toList();
    }

    private static List<String> steps(Handle handle, String sql) {
        return handle.createQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "1"))
                .map((row, _) -> row.getString("detail"))
                .list();
    }

    private static List<String> postgresSteps(Handle handle, String sql) {
        int parameters = Math.toIntExact(sql.chars().filter(each -> each == '?').count());
        var numbered = new StringBuilder(sql);
        for (int i = 1; i <= parameters; i++) {
            int at = numbered.indexOf("?");
            numbered.replace(at, at + 1, "$" + i);
        }
        handle.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        handle.execute("PREPARE explained AS " + numbered);
        try {
            String values = IntStream.range(0, parameters).mapToObj(_ -> "NULL").collect(Collectors.joining(", "));
            return handle.createQuery(
                            "EXPLAIN (FORMAT JSON) EXECUTE explained" + (values.isEmpty() ? "" : "(" + values + ")"))
                    .mapTo(String.class)
                    .map(PostgresPlan::parse)
                    .one()
                    .steps();
        } finally {
            handle.execute("DEALLOCATE explained");
            handle.execute("SET LOCAL plan_cache_mode = auto");
        }
    }
}
