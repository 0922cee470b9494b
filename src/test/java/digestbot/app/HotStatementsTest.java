package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.GivenTime;
import digestbot.config.TestConfig;
import digestbot.database.Database;
import digestbot.database.ExecutedPlan;
import digestbot.database.ExecutedPlans;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.delivery.retries.FailedRetries;
import digestbot.discord.DiscordSettings;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import digestbot.telegram.TelegramSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plans that PostgreSQL uses for the statements of a whole bot at work, on empty and on full
/// tables, with statistics and without.
@Tag("full")
@Tag("database")
class HotStatementsTest extends BotStory {

    /// These statements count everything, for the console's figures and before a broadcast is sent.
    private static final Pattern COUNTING = Pattern.compile("(?i)\\bcount\\(");

    /// Twice the number of deliveries of which the dispatcher looks for the next ones.
    private static final long MOST_WASTED = 8_000;

    private static final int SUBSCRIBERS = 30_000;
    private static final long FIRST_CHAT = 1_000_000;

    private static final Duration LONG_AGO = Duration.ofDays(100);
    private static final Duration LATELY = Duration.ofDays(1);
    private static final int NONE_OPEN = Integer.MAX_VALUE;
    private static final int SOME_OPEN = 60;

    private final LocalDate today = LocalDate.parse(TODAY);

    @BeforeEach
    void open() {
        assumeTrue(TestDatabase.isPostgres(), "these are plans of PostgreSQL");
    }

    /// Statistics and cached plans of empty tables are the worst: tables grow by 100,000 rows in
    /// seconds when the first digest is published.
    @ParameterizedTest(name = "analysed while empty: {0}")
    @ValueSource(booleans = {false, true})
    void findRowsByIndexes(boolean analysed) throws Exception {
        for (int i = 1; i <= SUBSCRIBERS; i++) {
            var reader = new SandboxPerson(FIRST_CHAT + i, "Reader", "en");
            fixture.telegram.join(reader, fixture.privateChat(reader));
        }
        try (Database database = TestDatabase.open(fixture.database())) {
            database.writeWithoutResult(HotStatementsTest::withoutAutovacuum);
            if (analysed) {
                database.writeWithoutResult(tx -> tx.handle().execute("ANALYZE"));
            }
        }
        for (String topic : List.of("trade", "energy")) {
            fixture.drop(
                    topic + ".md", BotFixture.digest(topic, today.minusDays(30).toString(), "An old one"));
        }
        var executed = new ExecutedPlans(fixture.database());
        // More commands than a person may send in a minute.
        Bot bot = ready(Bot.start(config(), clock, () -> System.nanoTime() * 10));
        work("first", false);
        bot.database().writeWithoutResult(tx -> {
            ExecutedPlans.pause(tx);
            fill(tx);
            deliver(tx, addDigest(tx, today.minusDays(3)), LONG_AGO, NONE_OPEN);
        });
        work("second", true);
        bot.database().writeWithoutResult(tx -> {
            ExecutedPlans.pause(tx);
            tx.handle().execute("ANALYZE");
            deliver(tx, addDigest(tx, today.minusDays(2)), LATELY, SOME_OPEN);
        });
        work("third", true);
        Map<String, List<ExecutedPlan>> statements = executed.all().stream()
                .collect(Collectors.groupingBy(ExecutedPlan::sql, TreeMap::new, Collectors.toList()));
        assertThat(statements).hasSizeGreaterThan(100);
        List<String> faults = new ArrayList<>();
        statements.forEach((sql, plans) -> faults.addAll(faults(sql, plans)));
        assertThat(faults).isEmpty();
    }

    /// The plans are those of one statement.
    private static List<String> faults(String sql, List<ExecutedPlan> plans) {
        List<String> faults = new ArrayList<>();
        long wasted =
                plans.stream().mapToLong(each -> each.plan().wastedRows()).max().orElseThrow();
        if (wasted > MOST_WASTED && !COUNTING.matcher(sql).find()) {
            ExecutedPlan worst = plans.stream()
                    .max(Comparator.comparingLong(each -> each.plan().wastedRows()))
                    .orElseThrow();
            faults.add("reads %,d rows in vain: %s%s".formatted(wasted, sql, worst.plan()));
        }
        return faults;
    }

    private Config config() throws IOException {
        Config config = fixture.config("console: {port: -1}\nowners: {telegram: [%d]}".formatted(ada.id()));
        return TestConfig.with(
                config,
                Optional.of(new TelegramSettings(
                        new ApiToken(BotFixture.TELEGRAM_TOKEN), fixture.telegram.url(), new PlatformLimits(0, 0, 0))),
                Optional.of(new DiscordSettings(new ApiToken(BotFixture.DISCORD_TOKEN), fixture.discord.apiUrl())),
                config.console());
    }

    /// Keeps the statistics as the test wants them.
    private static void withoutAutovacuum(Transaction tx) {
        tx.select("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
                .mapTo(String.class)
                .list()
                .forEach(table -> tx.handle().execute("ALTER TABLE " + table + " SET (autovacuum_enabled = off)"));
    }

    /// Nearly all subscribers subscribe to one topic. The other topic is so rare that its index is
    /// always cheaper than reading the subscriptions to both by their numbers.
    private static void fill(Transaction tx) {
        tx.handle().execute("""
                INSERT INTO subscriber (platform, chat_id, kind, at, created_at, active_at)
                SELECT 'telegram', ? + i, 'private', CASE WHEN i % 10 = 1 THEN '08:00' END, 0, i FROM generate_series(1, ?) i
                """, FIRST_CHAT, SUBSCRIBERS);
        tx.handle().execute("""
                INSERT INTO person (platform, user_id, language, seen_at)
                SELECT platform, chat_id, 'en', 0 FROM subscriber WHERE chat_id > ?
                """, FIRST_CHAT);
        tx.handle().execute("""
                INSERT INTO subscription (subscriber, topic, created_at)
                SELECT number, CASE WHEN number % 1000 = 0 THEN 'energy' ELSE 'trade' END, 0 FROM subscriber WHERE chat_id > ?
                """, FIRST_CHAT);
    }

    private static long addDigest(Transaction tx, LocalDate day) {
        long digest =
                tx.select("""
                        INSERT INTO digest (topic, day, language, edition, path, state, revision, title, received_at,
                                            published_at)
                        VALUES ('trade', ?, 'en', '', ?, 'published', 1, 'Trade', 0, 1) RETURNING number
                        """, day.toString(), day + ".md").mapTo(Long.class).one();
        byte[] content = BotFixture.digest("trade", day.toString(), "Old news").getBytes(StandardCharsets.UTF_8);
        tx.handle()
                .execute(
                        "INSERT INTO revision (digest, number, content, hash, received_at) VALUES (?, 1, ?, ?, 0)",
                        digest,
                        content,
                        content);
        tx.handle().execute("INSERT INTO opened (subscriber, digest, at) SELECT number, ?, 1 FROM subscriber", digest);
        return digest;
    }

    /// Of `share` deliveries, one is queued, one has failed, and one is paused; the others are
    /// sent.
    private static void deliver(Transaction tx, long digest, Duration ago, int share) {
        long then = GivenTime.NOON.minus(ago).toEpochMilli();
        tx.handle().execute("""
                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, claim, created_at,
                                      settled_at)
                SELECT subscriber, 'telegram', 'digest', 1, at, at, state, CASE state WHEN 'sent' THEN 1 ELSE 0 END, at,
                       CASE WHEN state IN ('sent', 'failed') THEN at END
                FROM (SELECT s.subscriber, CAST(? AS BIGINT) AS at,
                             CASE s.number % ? WHEN 1 THEN 'queued' WHEN 2 THEN 'failed' WHEN 3 THEN 'paused'
                                               ELSE 'sent' END AS state
                      FROM subscription s WHERE s.topic = 'trade')
                """, then, share);
        tx.handle().execute("""
                INSERT INTO delivery_item (delivery, ordinal, digest, subscription, revision)
                SELECT d.number, 0, ?, s.number, CASE d.claim WHEN 1 THEN 1 END
                FROM delivery d JOIN subscription s ON s.subscriber = d.subscriber AND s.topic = 'trade'
                WHERE d.cause = 'digest'
                  AND NOT EXISTS (SELECT 1 FROM delivery_item i WHERE i.delivery = d.number LIMIT 1 OFFSET 0)
                """, digest);
        tx.handle().execute("""
                INSERT INTO part (delivery, ordinal, view, message_id, sent_at)
                SELECT i.delivery, 0, 'o', i.delivery, ? FROM delivery_item i JOIN delivery d ON d.number = i.delivery
                WHERE i.digest = ? AND d.state = 'sent'
                """, then, digest);
    }

    /// Readers ask, a digest is published, corrected and withdrawn, and a broadcast is sent. The
    /// round names the digest.
    private void work(String round, boolean full) throws Exception {
        String digest = BotFixture.digest("energy", today.toString(), "Wrong " + round)
                .replace("topic: energy", "topic: energy\nedition: " + round);
        say("/start", "");
        say("/subscribe energy", "Topic energy");
        say("/subscribe trade", "Topic trade");
        fixture.drop("new.md", digest);
        telegram.shows("Wrong " + round);
        await().untilAsserted(() ->
                assertThat(BotFixture.deliveries(bot(), DeliveryCause.DIGEST)).doesNotContainKey(DeliveryState.QUEUED));
        for (String line : List.of("/today", "/search side", "/missed", "/settings", "/export")) {
            say(line, "");
        }
        fixture.drop("new.md", digest.replace("Wrong", "Right"));
        telegram.shows("Right " + round);
        fixture.drop("new.md", digest.replace("topic: energy", "topic: energy\ndraft: true"));
        telegram.showsNoMore("Right " + round);
        say("/broadcast Big news", "Send to");
        press("Send to");
        telegram.shows("Stop]");
        for (String page : List.of(
                "/",
                "/deliveries",
                "/subscribers",
                "/broadcasts",
                "/broadcasts/1",
                "/digests",
                "/digests?words=side",
                "/audit",
                "/metrics",
                "/readyz")) {
            console(page);
        }
        if (full) {
            press("Stop");
        }
        new FailedRetries(bot().database(), clock).retry(Optional.empty(), _ -> {});
        bot().runJobNow("upkeep");
        bot().runJobNow("alarms");
        say("/unsubscribe energy", "Unsubscribed");
        say("/stop", "");
        assertThat(console("/healthz").statusCode()).isEqualTo(200);
    }

    private void say(String line, String answer) {
        // Not by the number of messages: one of a withdrawn digest may disappear meanwhile.
        long last = telegram.messages().mapToLong(ShownMessage::id).max().orElse(0);
        telegram.write(line, answer);
        await(line).untilAsserted(() -> assertThat(telegram.messages()).anyMatch(message -> message.id() > last));
    }

    private void press(String label) {
        telegram.tap(label, "");
    }
}
