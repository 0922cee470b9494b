package digestbot.bench;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.nio.file.Path;

/// The rows that PostgreSQL has not removed yet, and the sizes of tables.
final class DeadRows {

    private DeadRows() {}

    /// Measures the deliveries after two fan-outs. SQLite overwrites rows in place.
    ///
    /// @param file as [TestDatabase] names it
    static void measure(Path file, int chats, Figures figures) {
        if (!TestDatabase.isPostgres()) {
            return;
        }
        try (Database database = TestDatabase.open(file)) {
            long dead = number(database, "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'delivery'");
            long bytes = number(database, "SELECT pg_total_relation_size('delivery')");
            long hot = number(
                    database,
                    "SELECT sum(100 * n_tup_hot_upd) / greatest(sum(n_tup_upd), 1)"
                            + " FROM pg_stat_user_tables WHERE relname IN ('delivery_item', 'part')");
            String after =
                    "right after two fan-outs to %,d chats, each of which updates every row twice".formatted(chats);
            figures.add("dead_deliveries", (double) dead, "rows", "dead rows of `delivery` " + after);
            figures.add(
                    "hot_updates_share",
                    (double) hot,
                    "%",
                    "updates of items and parts that touched no index, " + after);
            figures.add("delivery_mib", bytes / (double) (1 << 20), "MiB", "`delivery` with its indexes, " + after);
        }
    }

    private static long number(Database database, String sql) {
        return database.read(tx -> tx.select(sql).mapTo(Long.class).one());
    }
}
