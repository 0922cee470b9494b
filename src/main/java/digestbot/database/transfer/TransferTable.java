package digestbot.database.transfer;

import digestbot.database.SchemaTables;
import digestbot.database.Transaction;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table whose rows are copied.
///
/// @param columns the names of all columns
/// @param key the columns of the primary key, in its order; empty if there is none
record TransferTable(String name, List<String> columns, List<String> key) {

    /// The parts of names that mark tables of the database system, and the indexes of words, which
    /// are built from the digests.
    private static final List<String> EXCLUDED =
            List.of("sqlite_", "flyway_", "qrtz_", "digest_words", "perspective_words");

    private static final Set<String> BUILT_ANEW = Set.of("unindexed", "library_version", TransferLog.TABLE);

    /// The tables of a database, each after those that it refers to.
    static List<TransferTable> of(Transaction transaction) throws SQLException {
        Connection connection = transaction.handle().getConnection();
        DatabaseMetaData data = connection.getMetaData();
        Map<String, TransferTable> all = new TreeMap<>();
        for (String name : names(data, connection.getSchema())) {
            all.put(name, new TransferTable(name, columns(data, name), SchemaTables.primaryKey(transaction, name)));
        }
        Map<String, TransferTable> ordered = new LinkedHashMap<>();
        for (String name : all.keySet()) {
            addAfterReferenced(transaction, name, all, ordered, new LinkedHashSet<>());
        }
        return List.copyOf(ordered.values());
    }

    private static List<String> names(DatabaseMetaData data, @Nullable String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = data.getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (EXCLUDED.stream().noneMatch(name::startsWith) && !BUILT_ANEW.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static List<String> columns(DatabaseMetaData data, String table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = data.getColumns(null, null, table, "%")) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equals(table)) {
                    columns.put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
                }
            }
        }
        return List.copyOf(columns.values());
    }

    /// @param path the tables that led to this one; a table may refer to itself
    private static void addAfterReferenced(
            Transaction transaction,
            String table,
            Map<String, TransferTable> all,
            Map<String, TransferTable> ordered,
            Set<String> path) {
        if (ordered.containsKey(table) || !path.add(table)) {
            return;
        }
        for (String other : SchemaTables.referenced(transaction, table)) {
            addAfterReferenced(transaction, other, all, ordered, path);
        }
        TransferTable found = all.get(table);
        if (found != null) {
            ordered.put(table, found);
        }
    }

    /// All columns as in SQL.
    String columnList() {
        return list(columns);
    }

    /// The columns as in SQL; some are named like words of it.
    static String list(List<String> columns) {
        return columns.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "));
    }

    /// Tells whether the table generates the numbers of its rows.
    boolean isNumbered() {
        return key.equals(List.of("number"));
    }
}
