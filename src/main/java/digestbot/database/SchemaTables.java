package digestbot.database;

/// Looks up tables in the catalog of the database system.
public final class SchemaTables {

    private SchemaTables() {}

    /// Tells whether there is a table of that name.
    public static boolean exists(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)";
            case POSTGRESQL -> "SELECT to_regclass(?) IS NOT NULL";
        };
        return transaction.select(sql, table).mapTo(Boolean.class).one();
    }
}
