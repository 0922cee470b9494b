package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.GivenTime;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.cluster.ClusterStatus;
import digestbot.cluster.ClusterStatus.LeaderRow;
import digestbot.cluster.ClusterStatus.NodeRow;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.SeededSubscribers;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes in this process, each with a digest folder of its own, or with none.
@Tag("full")
@Tag("database")
class NodeFoldersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MISSING = "is missing on this node";

    @TempDir
    Path folder;

    private final LocalDate today = LocalDate.ofInstant(GivenTime.NOON, ZoneOffset.UTC);
    private final Map<String, Bot> nodes = new TreeMap<>();
    private final Logged log = Logged.by("digestbot");
    private PostgresLocation location;
    private BotFixture platforms;
    private Database database;
    private SandboxPlace reader;

    @BeforeEach
    void open() throws IOException {
        TestDatabase.assumePostgres();
        platforms = new BotFixture(folder.resolve("platforms"));
        location = TestDatabase.onPostgres(folder.resolve("nodes"));
        database = Database.open(location);
        reader = platforms.privateChat(platforms.person());
        platforms.telegram.join(platforms.person(), reader);
        SeededSubscribers.of(location).topics(List.of("trade")).telegram(reader.id(), 1);
    }

    @AfterEach
    void close() {
        nodes.values().forEach(Bot::close);
        log.close();
        if (database != null) {
            database.close();
            platforms.close();
        }
    }

    private BotHome home(String name) throws IOException {
        return BotHome.in(folder.resolve(name), location);
    }

    private void start(String node, BotHome home) throws Exception {
        Path file = home.configFile(
                node + ".yaml",
                platforms.telegram.url(),
                Optional.of(platforms.discord.apiUrl()),
                "node-name: " + node);
        Bot bot = Bot.start(BotFixture.limited(BotHome.read(file)), GivenTime.CLOCK);
        nodes.put(node, bot);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    private void stop(String node) {
        Objects.requireNonNull(nodes.remove(node)).close();
    }

    private String digest(int daysAgo) {
        return BotFixture.digest("trade", today.minusDays(daysAgo).toString(), "What happened on day " + daysAgo);
    }

    private Optional<String> importer() {
        return database.read(ClusterStatus::read).leader().flatMap(LeaderRow::node);
    }

    private void awaitImporter(String node) {
        await(node + " imports digests")
                .untilAsserted(() -> assertThat(importer()).contains(node));
    }

    /// The digest has arrived, and once.
    private void assertArrived(int daysAgo) {
        String highlight = "What happened on day " + daysAgo;
        await(highlight).untilAsserted(() -> assertThat(shown()).contains(highlight));

        await("nothing is left to send")
                .untilAsserted(
                        () -> assertThat(count("SELECT count(*) FROM delivery WHERE state IN ('queued', 'in_flight')"))
                                .isZero());
        assertThat(shown()).containsOnlyOnce(highlight);
    }

    private String shown() {
        List<ShownMessage> messages = platforms.telegram.screen(reader);
        return BotFixture.text(messages);
    }

    private long count(String sql) {
        return database.<Long>read(tx -> tx.select(sql).mapTo(Long.class).one());
    }

    private void assertDigests(long digests) {
        assertThat(count("SELECT count(*) FROM digest")).isEqualTo(digests);
        assertThat(count("SELECT count(*) FROM revision")).isEqualTo(digests);
        assertThat(count("SELECT count(*) FROM invalid_file")).isZero();
    }

    @Test
    void aNodeWithoutTheFolderLeavesTheImportToTheOtherAndSaysSoOnce() throws Exception {
        BotHome one = home("one");
        BotHome two = home("two");
        Files.delete(two.digests());
        start("two", two);
        awaitImporter("two");
        start("one", one);
        awaitImporter("one");
        one.drop("today.md", digest(0));
        assertArrived(0);
        stop("two");
        start("two", two);
        one.drop("yesterday.md", digest(1));
        assertArrived(1);
        assertThat(importer()).contains("one");
        Waiting.count("complaints", 2, () -> complaints(two, MISSING));
        // The node looks for the folder each time it renews its lease.
        Instant renewed = lease("two");
        await("a few renewals").until(() -> lease("two"), renewed.plusSeconds(5)::isBefore);
        assertThat(complaints(two, MISSING)).as("once for each start").isEqualTo(2);
        assertThat(complaints(two, "create it")).as("while it was alone").isEqualTo(1);

        stop("one");
        platforms.telegram.write(platforms.person(), reader, "/topics");
        await("an answer")
                .untilAsserted(() -> assertThat(
                                platforms.telegram.screen(reader).getLast().author())
                        .isEmpty());
        assertDigests(2);
    }

    private Instant lease(String node) {
        return database.read(ClusterStatus::read).nodes().stream()
                .filter(row -> row.name().equals(node))
                .map(NodeRow::until)
                .findFirst()
                .orElseThrow();
    }

    private long complaints(BotHome home, String about) {
        return log.from(Level.WARN).stream()
                .filter(line -> line.contains(home.digests().toString()) && line.contains(about))
                .count();
    }
}
