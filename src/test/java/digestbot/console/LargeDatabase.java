package digestbot.console;

import digestbot.database.Database;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A database with very many rows, and the pages that show them.
final class LargeDatabase {

    /// The broadcasts that are stored: one in each state after it was started.
    private static final List<String> STATES = List.of("done", "running", "paused", "stopped", "withdrawn");

    /// The number of the draft that a caller has to write before it asks for the pages.
    static final int DRAFT = STATES.size() + 1;

    /// The pages of the console, once the draft [#DRAFT] is written.
    ///
    /// @param digests as in [#fill]
    static List<String> pages(int digests) {
        return List.of("""
                / /?range=30d /deliveries /subscribers /broadcasts /broadcasts/1 /broadcasts/1/withdraw /broadcasts/2
                /broadcasts/2/stop /broadcasts/3 /broadcasts/4 /broadcasts/5 /broadcasts/%1$d /broadcasts/%1$d/discard
                /digests /digests?words=news /digests/%2$d /digests/%2$d/withdraw /digests/%2$d/source/1 /audit
                /configuration""".formatted(DRAFT, digests).split("\\s", -1));
    }

    /// Thirteen months.
    private static final int HOURS = 9_500;

    private static final int BATCH = 100_000;

    private static final byte[] CONTENT = """
            ---
            topic: energy
            date: 2026-02-05
            ---
            ## Highlights

            - News.
            """.getBytes(StandardCharsets.UTF_8);

    private LargeDatabase() {}

    /// Adds digests of two topics with their results, up to thirteen months of hours, deliveries of
    /// which half are queued, half of those are due, and one in ten failed, and broadcasts to all
    /// subscribers that could not be delivered to one in a hundred.
    static void fill(Database database, int subscribers, int deliveries, int digests) {
        database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade'), ('energy', 'Energy')");
            tx.handle().execute("""
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO subscriber (platform, chat_id, kind, language, zone, created_at, paused_reason, paused_at)
                    SELECT CASE i %% 10 WHEN 0 THEN 'discord' ELSE 'telegram' END, 7000000000 + i, 'private', CASE i %% 3 WHEN 0 THEN 'zh' ELSE 'en' END,
                           CASE i %% 2 WHEN 0 THEN 'Asia/Shanghai' ELSE 'Europe/Berlin' END,
                           unixepoch('2026-02-06') * 1000 - CAST(i AS BIGINT) * 40000, CASE i %% 50 WHEN 0 THEN 'blocked' ELSE NULL END,
                           CASE i %% 50 WHEN 0 THEN unixepoch('2026-02-06') * 1000 - CAST(i AS BIGINT) * 20000 ELSE NULL END FROM n""".formatted(subscribers));
            tx.handle().execute("""
                    INSERT INTO subscription (subscriber, topic, perspectives, created_at)
                    SELECT number, CASE number % 4 WHEN 0 THEN 'energy' ELSE 'trade' END, CASE number % 5 WHEN 0 THEN 'us' ELSE '' END, 0 FROM subscriber""");
            tx.handle().execute("""
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at, published_at)
                    SELECT CASE i % 2 WHEN 0 THEN 'energy' ELSE 'trade' END, date('2026-02-06', '-' || (i / 2) || ' days'), 'en', '',
                           i || '.md', 'published', 1, 'News', 0, 1 FROM n""", digests);
            tx.handle()
                    .execute(
                            "INSERT INTO revision (digest, number, content, hash, received_at)"
                                    + " SELECT number, 1, ?, ?, 0 FROM digest",
                            CONTENT,
                            CONTENT);
            tx.handle().execute("""
                    INSERT INTO digest_total (digest, platform, outcome, deliveries)
                    SELECT g.number, p.platform, o.outcome, 1000
                    FROM digest g
                    CROSS JOIN (SELECT 'telegram' AS platform UNION ALL SELECT 'discord') p
                    CROSS JOIN (SELECT 'planned' AS outcome UNION ALL SELECT 'sent' UNION ALL SELECT 'refused'
                                UNION ALL SELECT 'interacted') o""");
            tx.handle().execute("""
                    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                    INSERT INTO delivery_hour (hour, platform, cause, outcome, within, deliveries)
                    SELECT unixepoch('2026-02-06') * 1000 - CAST(i AS BIGINT) * 3600000, p.platform, 'digest', 'sent', w.within, 10
                    FROM n
                    CROSS JOIN (SELECT 'telegram' AS platform UNION ALL SELECT 'discord') p
                    CROSS JOIN (SELECT 250 AS within UNION ALL SELECT 1000 UNION ALL SELECT 30000) w""", Math.min(deliveries, HOURS));
            tx.handle().execute("""
                    INSERT INTO view_count (day, digest, view, button, platform, views)
                    SELECT day, number, v.view, 'view', p.platform, 50
                    FROM digest
                    CROSS JOIN (SELECT 'telegram' AS platform UNION ALL SELECT 'discord') p
                    CROSS JOIN (SELECT 'overview' AS view UNION ALL SELECT 'sources' UNION ALL SELECT 'perspective:us') v""");
        });
        for (int done = 0; done < deliveries; done += BATCH) {
            int round = done / BATCH;
            database.writeWithoutResult(tx -> tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, failure,
                                          settled_at)
                    SELECT number, platform, 'digest', 1, due, due, 0,
                           CASE WHEN number % 2 = 0 THEN 'queued' WHEN number % 10 = 1 THEN 'failed' ELSE 'sent' END,
                           CASE number % 10 WHEN 1 THEN 'expired' END, 0
                    FROM (SELECT number, platform,
                                 unixepoch('2026-02-06') * 1000 + CASE number % 4 WHEN 0 THEN 0 ELSE 86400000 END + ? AS due
                          FROM subscriber ORDER BY number LIMIT ?)""", round, BATCH));
        }
        database.writeWithoutResult(tx -> {
            tx.handle().execute("INSERT INTO shared_content (content) VALUES ('news'), ('withdrawal')");
            for (String state : STATES) {
                tx.handle().execute("""
                        INSERT INTO broadcast (text, state, shared_content, withdrawal_content, expected_recipients, plan_cursor,
                                               created_at, started_at, ended_at, first_ended_at, sent, failed)
                        SELECT 'News', b.state, (SELECT number FROM shared_content WHERE content = 'news'),
                               CASE b.state WHEN 'withdrawn' THEN (SELECT number FROM shared_content WHERE content = 'withdrawal') END,
                               %d, NULL, 0, 0, CASE WHEN b.state IN ('done', 'stopped') THEN 60000 END,
                               CASE WHEN b.state IN ('done', 'stopped') THEN 60000 END, 1, 1
                        FROM (SELECT CAST(? AS TEXT) AS state) b""".formatted(subscribers), state);
            }
            tx.handle().execute("""
                    INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, created_at, state, reason, failure,
                                          settled_at, shared_content)
                    SELECT u.number, u.platform, c.cause, 3, 0, 0, 0,
                           CASE u.number % 100 WHEN 0 THEN 'failed' ELSE 'sent' END,
                           CASE u.number % 100 WHEN 0 THEN 'message refused' END,
                           CASE u.number % 100 WHEN 0 THEN 'refused' END,
                           unixepoch('2026-02-05') * 1000, c.number
                    FROM subscriber u
                    CROSS JOIN (SELECT number, CASE content WHEN 'news' THEN 'broadcast' ELSE 'withdrawal' END AS cause
                                FROM shared_content) c""");
        });
    }
}
