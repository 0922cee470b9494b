package digestbot.database.transfer;

import digestbot.database.Database;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.RowNumbers;
import digestbot.database.SqlDialect;
import digestbot.database.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Copies all rows of a database that no bot uses into a new one, in batches. An interrupted copy
/// continues with the next batch. The indexes of words are not copied.
public final class DatabaseTransfer {

    private static final int BATCH_SIZE = 5_000;

    private final ReadOnlyDatabase source;
    private final Database target;

    /// The copy cannot be made. The message is meant for users.
    public static final class TransferException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        TransferException(String message) {
            super(message);
        }
    }

    /// @param source a database with the schema of this version
    public DatabaseTransfer(ReadOnlyDatabase source, Database target) {
        this.source = source;
        this.target = target;
    }

    /// Copies all rows, and then compares all rows of both databases.
    ///
    /// @param progress is called for each table, with its number of rows, once it is copied
    /// @throws TransferException if the target contains rows of another installation, or if the
    ///     databases differ at the end
    public void copy(BiConsumer<String, Long> progress) {
        List<TransferTable> tables = source.read(DatabaseTransfer::tables);
        target.writeWithoutResult(transaction -> begin(transaction, tables));
        try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
            for (TransferTable table : tables) {
                progress.accept(table.name(), copy(table, reader));
            }
            tables.forEach(table -> compare(table, reader));
        }
    }

    /// Tells whether the database is the target of a transfer that is not complete.
    public static boolean isIncomplete(Database database) {
        return database.read(TransferLog::exists);
    }

    /// Ends the transfer: from now on, a bot can use the target.
    public void complete() {
        target.writeWithoutResult(transaction -> {
            TransferLog.drop(transaction);
            if (transaction.dialect() == SqlDialect.POSTGRESQL) {
                transaction.handle().execute("ANALYZE");
            }
        });
    }

    private static List<TransferTable> tables(Transaction transaction) {
        try {
            return TransferTable.of(transaction);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot list the tables", e);
        }
    }

    /// Removes the rows with which the schema begins, unless an earlier transfer did.
    private static void begin(Transaction transaction, List<TransferTable> tables) {
        if (TransferLog.exists(transaction)) {
            return;
        }
        List<String> used = tables.stream()
                .filter(TransferTable::isNumbered)
                .map(TransferTable::name)
                .filter(name -> RowNumbers.last(transaction, name) > 0)
                .toList();
        if (!used.isEmpty()) {
            throw new TransferException("The target already contains an installation (rows in %s). Name a new database."
                    .formatted(String.join(", ", used)));
        }
        TransferLog.create(transaction);
        tables.reversed().forEach(table -> transaction.handle().execute("DELETE FROM " + table.name()));
    }

    /// @param reader reads the next rows while the target writes
    /// @return the number of rows
    private long copy(TransferTable table, ExecutorService reader) {
        long copied = target.read(transaction -> TransferLog.copied(transaction, table.name()));
        Optional<List<Object>> after = copied == 0 ? Optional.empty() : Optional.of(lastKey(table, copied));
        Future<List<List<Optional<Object>>>> next = reader.submit(() -> page(table, after));
        while (true) {
            List<List<Optional<Object>>> rows = result(next);
            long all = copied + rows.size();
            boolean last = rows.size() < BATCH_SIZE;
            if (!last) {
                next = reader.submit(() -> page(table, Optional.of(keyOf(table, rows.getLast()))));
            }
            target.writeWithoutResult(transaction -> {
                RowWriter.insert(transaction, table, rows);
                TransferLog.record(transaction, table.name(), all);
                if (last && table.isNumbered()) {
                    RowNumbers.advance(transaction, table.name(), source.read(tx -> RowNumbers.last(tx, table.name())));
                }
            });
            if (last) {
                return all;
            }
            copied = all;
        }
    }

    private static <T> T result(Future<T> read) {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalStateException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The next rows in the order of the key. A table without a key is one page.
    private List<List<Optional<Object>>> page(TransferTable table, Optional<List<Object>> after) {
        if (table.key().isEmpty()) {
            return after.isPresent()
                    ? List.of()
                    : rows("SELECT %s FROM %s".formatted(table.columnList(), table.name()));
        }
        String key = TransferTable.list(table.key());
        String condition = after.isEmpty()
                ? ""
                : " WHERE (%s) > (%s)".formatted(key, placeholders(table.key().size()));
        return rows(
                "SELECT %s FROM %s%s ORDER BY %s LIMIT %d"
                        .formatted(table.columnList(), table.name(), condition, key, BATCH_SIZE),
                after.orElse(List.of()).toArray());
    }

    /// The key of the row that was copied last.
    private List<Object> lastKey(TransferTable table, long copied) {
        String key = TransferTable.list(table.key());
        return table.key().isEmpty()
                ? List.of()
                : values(rows("SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d"
                                .formatted(key, table.name(), key, copied - 1))
                        .getFirst());
    }

    private static List<Object> keyOf(TransferTable table, List<Optional<Object>> row) {
        return values(table.key().stream()
                .map(column -> row.get(table.columns().indexOf(column)))
                .toList());
    }

    private static List<Object> values(List<Optional<Object>> row) {
        return row.stream().map(Optional::orElseThrow).toList();
    }

    private List<List<Optional<Object>>> rows(String sql, Object... values) {
        return source.read(transaction -> RowReader.list(transaction, sql, values));
    }

    private void compare(TransferTable table, ExecutorService reader) {
        String sql = "SELECT %s FROM %s".formatted(table.columnList(), table.name());
        Future<RowChecksum> reading =
                reader.submit(() -> source.read(transaction -> RowReader.checksum(transaction, sql)));
        RowChecksum after = target.read(transaction -> RowReader.checksum(transaction, sql));
        RowChecksum before = result(reading);
        if (!before.matches(after)) {
            throw new TransferException(
                    "The table %s differs: %,d rows were read, %,d are stored. Was the source in use? Name a new database"
                                    .formatted(table.name(), before.rows(), after.rows())
                            + " and copy again.");
        }
    }

    private static String placeholders(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "?").collect(Collectors.joining(", "));
    }
}
