package digestbot.database;

import java.util.List;

public final class SchemaTables {

    private SchemaTables() {}

    public static boolean exists(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?)";
            case POSTGRESQL -> "SELECT to_regclass(?) IS NOT NULL";
        };
        return transaction.isTrue(sql, table);
    }

    /// The columns of the primary key in their order; none if the table has no key.
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
        return transaction.strings(sql, table);
    }

    public static List<String> names(Transaction transaction) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid";
            case POSTGRESQL ->
                "SELECT relname FROM pg_class WHERE relkind = 'r'"
                        + " AND relnamespace = CAST(current_schema() AS regnamespace) ORDER BY oid";
        };
        return transaction.strings(sql);
    }

    public static List<String> columns(Transaction transaction, String table) {
        String sql = switch (transaction.dialect()) {
            case SQLITE -> "SELECT name FROM pragma_table_info(?) ORDER BY cid";
            case POSTGRESQL ->
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0"
                        + " AND NOT attisdropped ORDER BY attnum";
        };
        return transaction.strings(sql, table);
    }
}
