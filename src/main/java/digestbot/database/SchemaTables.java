package digestbot.database;

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
}
