package digestbot.database;

import java.util.List;

/// Looks up tables in the catalog of the database system.
public final class SchemaTables {

    private SchemaTables() {}

    /// Runs the script of a library that has tables of its own, unless that was done before.
    ///
    /// @param table one of the tables that the script creates
    public static void createIfMissing(Transaction transaction, String table, String script) {
        if (!exists(transaction, table)) {
            transaction.handle().createScript(script).execute();
        }
    }

    /// Tells whether there is a table of that name.
    public static boolean exists(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)";
            case POSTGRESQL -> "SELECT to_regclass(?) IS NOT NULL";
        };
        return transaction.select(sql, table).mapTo(Boolean.class).one();
    }

    /// The columns of the primary key, in its order; none if there is no key.
    public static List<String> primaryKey(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";
            case POSTGRESQL -> """
                    SELECT a.attname
                    FROM pg_constraint c
                    JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (number, place) ON TRUE
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
                    WHERE c.conrelid = to_regclass(?) AND c.contype = 'p' ORDER BY k.place
                    """;
        };
        return transaction.select(sql, table).mapTo(String.class).list();
    }

    /// The tables that the foreign keys of the table refer to.
    public static List<String> referenced(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)";
            case POSTGRESQL ->
                "SELECT DISTINCT CAST(CAST(confrelid AS regclass) AS TEXT) FROM pg_constraint"
                        + " WHERE conrelid = to_regclass(?) AND contype = 'f'";
        };
        return transaction.select(sql, table).mapTo(String.class).list();
    }
}
