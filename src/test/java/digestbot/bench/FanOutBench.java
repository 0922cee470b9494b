package digestbot.bench;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.Simulators.Counts;
import digestbot.outside.Simulators.SimulatedPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// The speed at which a digest reaches everybody, without limits.
final class FanOutBench {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private FanOutBench() {}

    /// Messages from the first to the last as the platform saw them, and the bot's processor time
    /// for each.
    record Round(double perSecond, double processorMillis) {}

    static void measure(BenchFixture bench, Figures figures) throws IOException, InterruptedException {
        int chats = bench.chats();
        BotHome botHome = bench.botHome("fan-out", chats);
        bench.sandbox().join(BenchFixture.FIRST_READER, chats);
        try (BenchBot bot = bench.subject(botHome, true).awaitReady()) {
            Round cold = round(bench, botHome, bot, "first", chats);
            Round warm = round(bench, botHome, bot, "second", chats);
            String how = "a digest of one message (1,500 characters) to %,d chats, WITHOUT LIMITS, outbox durable"
                    .formatted(chats);
            String included =
                    "processor time of the bot's process in the same round; planning, claiming, settling included";
            figures.add("fanout_per_s", warm.perSecond, "messages/s", how + "; the process's second one");
            figures.add("fanout_cpu_ms", warm.processorMillis, "ms/message", included);
            figures.add("fanout_cold_per_s", cold.perSecond, "messages/s", "the same, the process's first one");
            figures.add("fanout_cold_cpu_ms", cold.processorMillis, "ms/message", included);
            measureDeadRows(botHome.database(), chats, figures);
            figures.add(
                    "fanout_rss_mib", bot.mostResidentMib(), "MiB", "VmHWM of the bot's process after both of them");
        }
    }

    /// Waits until every chat has the digest.
    static Round round(BenchFixture bench, BotHome botHome, BenchBot bot, String edition, int chats)
            throws IOException, InterruptedException {
        var at = SimulatedPlatform.TELEGRAM;
        bench.sandbox().forget(at);
        long before = bench.sandbox().delivered(at);
        double processorBefore = bot.processorMillis();
        bench.publish(botHome, edition);
        Awaitility.await("everybody has it")
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> bench.sandbox().delivered(at) >= before + chats);
        TimeUnit.MILLISECONDS.sleep(300);
        double processor = bot.processorMillis() - processorBefore;
        Counts counts = bench.sandbox().counts(at);
        return new Round(counts.limited() * 1e6 / (counts.lastMicros() - counts.firstMicros()), processor / chats);
    }

    /// The rows that PostgreSQL has not removed after two fan-outs, and the sizes of tables. SQLite
    /// overwrites rows in place.
    private static void measureDeadRows(Path file, int chats, Figures figures) {
        if (!TestDatabase.isPostgres()) {
            return;
        }
        try (Database database = TestDatabase.open(file)) {
            String after =
                    "right after two fan-outs to %,d chats, each of which updates every row twice".formatted(chats);
            figures.add(
                    "dead_deliveries",
                    number(database, "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'delivery'"),
                    "rows",
                    "dead rows of `delivery` " + after);
            figures.add(
                    "hot_updates_share",
                    number(
                            database,
                            "SELECT sum(100 * n_tup_hot_upd) / greatest(sum(n_tup_upd), 1)"
                                    + " FROM pg_stat_user_tables WHERE relname IN ('delivery_item', 'part')"),
                    "%",
                    "updates of items and parts that touched no index, " + after);
            figures.add(
                    "delivery_mib",
                    number(database, "SELECT pg_total_relation_size('delivery')") / (1 << 20),
                    "MiB",
                    "`delivery` with its indexes, " + after);
        }
    }

    private static double number(Database database, String sql) {
        return database.<Long>read(tx -> tx.number(sql));
    }
}
