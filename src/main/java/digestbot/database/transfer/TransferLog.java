package digestbot.database.transfer;

import digestbot.database.SchemaTables;
import digestbot.database.Transaction;

/// The progress of a transfer, kept in the target until the transfer is complete. As long as it
/// exists, no bot can use the target.
final class TransferLog {

    static final String TABLE = "transfer";

    private TransferLog() {}

    /// Tells whether a transfer was begun and is not complete.
    static boolean exists(Transaction transaction) {
        return SchemaTables.exists(transaction, TABLE);
    }

    static void create(Transaction transaction) {
        transaction.handle().execute("CREATE TABLE " + TABLE + " (name TEXT PRIMARY KEY, copied BIGINT NOT NULL)");
    }

    /// The number of rows of the table that are copied.
    static long copied(Transaction transaction, String table) {
        return transaction
                .select("SELECT copied FROM " + TABLE + " WHERE name = ?", table)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void record(Transaction transaction, String table, long copied) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO " + TABLE + " (name, copied) VALUES (?, ?)"
                                + " ON CONFLICT (name) DO UPDATE SET copied = excluded.copied",
                        table,
                        copied);
    }

    static void drop(Transaction transaction) {
        transaction.handle().execute("DROP TABLE " + TABLE);
    }
}
