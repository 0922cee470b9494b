package digestbot.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All values in the tables, so that a test can look for those that must not be there.
public final class StoredValues {

    private StoredValues() {}

    private record Column(String table, String name) {}

    /// As text, without nulls. The tables of SQLite's search index are left out, because they hold
    /// bytes.
    public static Map<String, List<String>> of(Transaction transaction) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        transaction
                .select(columns(transaction))
                .map((row, _) -> new Column(row.getString(1), row.getString(2)))
                .list()
                .forEach(column -> values.put(column.table + "." + column.name, values(transaction, column)));
        return values;
    }

    private static String columns(Transaction transaction) {
        return switch (transaction.dialect()) {
            case SQLITE -> """
                SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.sql NOT LIKE '%VIRTUAL%' AND c.type IN ('TEXT', 'INTEGER')
                """;
            case POSTGRESQL -> """
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema() AND data_type <> 'bytea'
                """;
        };
    }

    private static List<String> values(Transaction transaction, Column column) {
        return transaction.strings("SELECT CAST(\"%1$s\" AS TEXT) FROM \"%2$s\" WHERE \"%1$s\" IS NOT NULL"
                .formatted(column.name, column.table));
    }
}
