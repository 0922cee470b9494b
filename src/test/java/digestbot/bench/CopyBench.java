package digestbot.bench;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The time of `digestbot database copy` from SQLite to PostgreSQL.
final class CopyBench {

    private CopyBench() {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        if (!TestDatabase.isPostgres()) {
            return;
        }
        int subscribers = bench.sizes().planned();
        Path file = bench.folder().resolve("copied.sqlite");
        try (Database database = Database.open(file)) {
            fill(database, subscribers);
        }
        String target = TestDatabase.onPostgres(bench.folder().resolve("copy")).toString();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        bench.launch().program(List.of("database", "copy", "--from", file.toString(), "--to", target)))
                .redirectErrorStream(true)
                .redirectOutput(bench.folder().resolve("copying.txt").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the copy failed; see copying.txt in " + bench.folder());
        }
        figures.add(
                "copy_1m_s",
                (System.nanoTime() - begin) / 1e9,
                "s",
                "`digestbot database copy` of %1$,d subscribers with a subscription and %1$,d deliveries with item and part from SQLite"
                                .formatted(subscribers)
                        + " to PostgreSQL, all rows compared at the end");
    }

    private static void fill(Database database, int subscribers) {
        database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')");
            tx.handle().execute("""
                    INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                        published_at)
                    VALUES ('trade', '2026-02-06', 'en', '', 'trade.md', 'published', 1, 'Trade', 0, 1)
                    """);
            tx.handle().execute("""
                    INSERT INTO subscriber (platform, chat_id, kind, title, created_at)
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    SELECT 'telegram', 7000000000 + i, 'private', 'Reader ' || i, 1770000000000 + i FROM n
                    """, subscribers);
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, created_at)
                    SELECT number, 'trade', created_at FROM subscriber
                    """);
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, claim, view,
                                          language, today, renderer, created_at, settled_at)
                    SELECT number, platform, 'digest', 1, created_at, created_at, 'sent', 1, 'o', 'en', '2026-02-06', 1,
                           created_at, created_at + 1 FROM subscriber
                    """);
            tx.handle().execute("""
                    INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision, perspectives, length,
                                               layout)
                    SELECT number, 0, 1, number, 1, '', 'full', 'stacked' FROM subscription
                    """);
            tx.handle().execute("""
                    INSERT INTO part (delivery, ordinal, view, message_id, sent_at)
                    SELECT number, 0, 'o', number, settled_at FROM delivery
                    """);
        });
    }
}
