package digestbot.database.transfer;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads rows of any table as canonical values.
final class RowReader {

    /// The number of rows that PostgreSQL's driver holds in memory at a time.
    private static final int FETCH_SIZE = 1_000;

    private RowReader() {}

    static List<List<Optional<Object>>> list(Transaction transaction, String sql, Object... values) {
        return transaction.select(sql, values).map((row, _) -> values(row)).list();
    }

    /// The checksum of all rows, which are not held in memory.
    static RowChecksum checksum(Transaction transaction, String sql) {
        var checksum = new RowChecksum();
        try (Stream<List<Optional<Object>>> rows =
                transaction.select(sql).setFetchSize(FETCH_SIZE).map((row, _) -> values(row)).stream()) {
            rows.forEach(checksum::add);
        }
        return checksum;
    }

    private static List<Optional<Object>> values(ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        List<Optional<Object>> values = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            values.add(RowChecksum.canonical(Optional.ofNullable(row.getObject(column))));
        }
        return values;
    }
}
