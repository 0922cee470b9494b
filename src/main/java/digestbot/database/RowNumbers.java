package digestbot.database;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The numbers that a table generates for its rows, each only once. Must be used in write
/// transactions, during which nobody else inserts rows.
public final class RowNumbers {

    private static final Pattern TABLE = Pattern.compile("[a-z_]+");

    private RowNumbers() {}

    /// The highest number ever used; 0 if there never was a row.
    public static long last(Transaction transaction, String table) {
        return switch (transaction.dialect()) {
            case SQLITE ->
                transaction.number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", table);
            case POSTGRESQL -> transaction.number(lastOf(table));
        };
    }

    /// Makes the table generate only numbers above its highest one after rows were inserted with
    /// explicit numbers. SQLite does so by itself.
    public static void goOnAfterInserted(Transaction transaction, String table) {
        if (transaction.dialect() == SqlDialect.POSTGRESQL) {
            transaction.findNumber("SELECT setval('" + sequence(table) + "', greatest(max(number), 1)) FROM " + table
                    + " HAVING max(number) > (" + lastOf(table) + ")");
        }
    }

    public static void advance(Transaction transaction, String table, long last) {
        if (last == 0) {
            return;
        }
        switch (transaction.dialect()) {
            case SQLITE -> {
                transaction.execute("DELETE FROM sqlite_sequence WHERE name = ?", table);
                transaction.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last);
            }
            case POSTGRESQL -> transaction.number("SELECT setval('" + sequence(table) + "', ?)", last);
        }
    }

    private static String lastOf(String table) {
        return "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + sequence(table);
    }

    /// The name that PostgreSQL gives to the sequence of an identity column.
    private static String sequence(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(table + " is not the name of a table");
        }
        return table + "_number_seq";
    }

    /// The numbers greater than `after`, up to and including `to`.
    public record NumberRange(long after, long to) {

        /// The next range with at most `size` numbers. `numbers` is SQL that selects the numbers
        /// greater than `after` in order.
        public static NumberRange next(
                Transaction transaction, long after, int size, String numbers, Object... values) {
            long to = transaction
                    .findNumber(numbers + " LIMIT 1 OFFSET " + (size - 1), values)
                    .orElse(Long.MAX_VALUE);
            return new NumberRange(after, to);
        }

        public boolean isLast() {
            return to == Long.MAX_VALUE;
        }

        public OptionalLong end() {
            return isLast() ? OptionalLong.empty() : OptionalLong.of(to);
        }
    }
}
