package digestbot.database.transfer;

import digestbot.database.BatchStatement;
import digestbot.database.Database;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.RowNumbers;
import digestbot.database.SchemaTables;
import digestbot.database.SqlDialect;
import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Copies all rows of an unused database into a new one, with a transaction for each table. An
/// interrupted copy starts over. The indexes of words are not copied.
///
/// @param source a database with this version's schema
public record DatabaseTransfer(ReadOnlyDatabase source, Database target) {

    private static final int BATCH_SIZE = 1_000;

    /// While the target has this table, the copy is incomplete and no bot can use the target.
    private static final String MARK = "transfer";

    /// Names of tables of the database system and of libraries, and of the word indexes, which are
    /// rebuilt from the digests.
    private static final List<String> EXCLUDED = List.of("sqlite_", "flyway_", "digest_words", "perspective_words");

    private static final Set<String> BUILT_ANEW = Set.of("library_version", "home", MARK);

    /// `key` has the columns of the primary key; empty if there is none.
    private record Table(String name, List<String> columns, List<String> key) {

        static Table of(Transaction transaction, String name) {
            return new Table(name, SchemaTables.columns(transaction, name), SchemaTables.primaryKey(transaction, name));
        }

        boolean isNumbered() {
            return key.equals(List.of("number"));
        }

        /// Selects rows in the order of the key, because rows may refer to earlier rows of their
        /// table.
        String select() {
            return "SELECT %s FROM %s%s".formatted(list(columns), name, key.isEmpty() ? "" : " ORDER BY " + list(key));
        }

        String insert() {
            String values = String.join(", ", Collections.nCopies(columns.size(), "?"));
            return "INSERT INTO %s (%s) VALUES (%s)".formatted(name, list(columns), values);
        }

        /// Quotes the names, because some columns are named like words of SQL.
        private static String list(List<String> names) {
            return names.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        }
    }

    /// Copies all rows, and then compares the number of rows of both databases. `progress` receives
    /// each copied table with its number of rows.
    ///
    /// @throws IllegalStateException if the target contains rows of another installation, if a
    ///     table cannot be copied, or if the databases differ at the end
    public void copy(BiConsumer<String, Long> progress) {
        List<Table> tables = source.read(DatabaseTransfer::tables);
        target.writeWithoutResult(transaction -> begin(transaction, tables));
        for (Table table : tables) {
            progress.accept(table.name(), copy(table));
        }
        tables.forEach(this::compare);
    }

    public static boolean isIncomplete(Database database) {
        return database.read(transaction -> SchemaTables.exists(transaction, MARK));
    }

    /// Removes the mark, so that a bot can use the target.
    public void complete() {
        target.writeWithoutResult(transaction -> {
            transaction.handle().execute("DROP TABLE " + MARK);
            if (transaction.dialect() == SqlDialect.POSTGRESQL) {
                transaction.handle().execute("ANALYZE");
            }
        });
    }

    /// The tables in the order of their creation, so that each follows the tables to which it
    /// refers.
    private static List<Table> tables(Transaction transaction) {
        return SchemaTables.names(transaction).stream()
                .filter(name -> EXCLUDED.stream().noneMatch(name::startsWith) && !BUILT_ANEW.contains(name))
                .map(name -> Table.of(transaction, name))
                .toList();
    }

    /// Removes the rows that a new schema contains, and the rows of an interrupted copy.
    private static void begin(Transaction transaction, List<Table> tables) {
        if (!SchemaTables.exists(transaction, MARK)) {
            String used = tables.stream()
                    .filter(table -> table.isNumbered() && RowNumbers.last(transaction, table.name()) > 0)
                    .map(Table::name)
                    .collect(Collectors.joining(", "));
            if (!used.isEmpty()) {
                throw new IllegalStateException(
                        "The target already contains an installation (rows in %s). Name a new database."
                                .formatted(used));
            }
            transaction.handle().execute("CREATE TABLE " + MARK + " (begun INTEGER)");
        }
        tables.reversed().forEach(table -> transaction.handle().execute("DELETE FROM " + table.name()));
    }

    private long copy(Table table) {
        try {
            return source.read(read -> target.write(written -> copy(table, read, written)));
        } catch (JdbiException e) {
            throw new IllegalStateException("The table %s cannot be copied: %s. The source is unchanged."
                    .formatted(table.name(), e.getMessage()));
        }
    }

    private static long copy(Table table, Transaction read, Transaction written) {
        long copied = 0;
        try (var rows = read
                .select(table.select())
                .setFetchSize(BATCH_SIZE)
                .map((row, _) -> values(row, table.columns().size()))
                .stream()) {
            for (var each = rows.iterator(); each.hasNext(); ) {
                var batch = new BatchStatement(written, table.insert());
                for (int i = 0; i < BATCH_SIZE && each.hasNext(); i++) {
                    batch.add(each.next());
                    copied++;
                }
                batch.execute();
            }
        }
        if (table.isNumbered()) {
            RowNumbers.advance(written, table.name(), RowNumbers.last(read, table.name()));
        }
        return copied;
    }

    /// Converts whole numbers to `long` and removes the character NUL from text, because PostgreSQL
    /// rejects it.
    private static @Nullable Object[] values(ResultSet row, int columns) throws SQLException {
        @Nullable Object[] values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = switch (row.getObject(i + 1)) {
                case null -> null;
                case Number number -> number.longValue();
                case String text -> text.replace("\0", "");
                case byte[] bytes -> bytes;
                case Object other -> throw new IllegalStateException("unexpected type " + other.getClass());
            };
        }
        return values;
    }

    private void compare(Table table) {
        long before = source.read(transaction -> count(transaction, table));
        long after = target.read(transaction -> count(transaction, table));
        if (before != after) {
            throw new IllegalStateException(
                    "The table %s differs: %,d rows were read, %,d are stored. Was the source in use? Copy again."
                            .formatted(table.name(), before, after));
        }
    }

    private static long count(Transaction transaction, Table table) {
        return transaction.number("SELECT count(*) FROM " + table.name());
    }
}
