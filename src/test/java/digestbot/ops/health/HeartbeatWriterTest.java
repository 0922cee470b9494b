package digestbot.ops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import digestbot.audience.Platform;
import digestbot.cluster.ClusterRows;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.QueryPlans;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.TestDatabase;
import digestbot.delivery.sending.SendCounters.SendTrouble;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.ops.health.Heartbeat.HealthState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One process writes heartbeats into the database, and another reads them.
@Tag("database")
class HeartbeatWriterTest {

    private static final Instant NOON = Instant.parse("2026-02-06T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @AutoClose
    private Database database;

    private HealthState telegram = new HealthState(true, "polls are answered");
    private Instant now = NOON;

    @BeforeEach
    void open() {
        file = folder.resolve("bot.sqlite");
        database = TestDatabase.open(file);
    }

    @Test
    void eachBeatSaysHowThePlatformsAreNow() {
        HeartbeatWriter heartbeatWriter = heart(Map.of(Platform.TELEGRAM, () -> Optional.of(telegram)));
        heartbeatWriter.beat();
        assertThat(health(NOON)).allMatch(finding -> finding.level() == Level.WELL);

        var trouble = new SendTrouble(3, NOON.minusSeconds(90), NOON, "doesn't answer");
        telegram = new HealthState(true, "polls are answered", Optional.of(trouble));
        heartbeatWriter.beat();
        assertThat(health(NOON))
                .extracting(CheckFinding::level, CheckFinding::message)
                .contains(tuple(Level.WELL, "Telegram: polls are answered"))
                .contains(tuple(Level.WARNING, "Telegram doesn't answer, for 90 s"));

        telegram = new HealthState(false, "not polling");
        now = NOON.plusSeconds(60);
        heartbeatWriter.beat();
        assertThat(health(now)).extracting(CheckFinding::message).contains("Telegram: not polling");
        assertThat(health(now.plusSeconds(31)).getFirst().level()).isEqualTo(Level.FAILED);
    }

    @Test
    void aPlatformThatIsNoLongerServedOrByAnotherNodeHasNoHeartbeat() {
        heart(Map.of(Platform.TELEGRAM, () -> Optional.of(telegram))).beat();
        heart(Map.of()).beat();
        assertThat(health(now)).extracting(CheckFinding::message).noneMatch(what -> what.startsWith("Telegram"));
        heart("a", Map.of(Platform.TELEGRAM, Optional::empty)).beat();
        assertThat(health(now)).extracting(CheckFinding::message).noneMatch(what -> what.startsWith("Telegram"));
    }

    @Test
    void aNodeThatWasKilledIsAWarningWhileAnotherOneIsAlive() {
        heart("a", Map.of(Platform.TELEGRAM, () -> Optional.of(new HealthState(false, "not polling"))))
                .beat();
        now = NOON.plusSeconds(60);
        heart("b", Map.of(Platform.TELEGRAM, () -> Optional.of(telegram))).beat();
        assertThat(health(now))
                .extracting(CheckFinding::level, CheckFinding::message)
                .contains(tuple(Level.WARNING, "No sign of life of node a for 60 s"))
                .contains(tuple(Level.WELL, "Node b last active 0 s ago"))
                .contains(tuple(Level.WELL, "Telegram: polls are answered"))
                .doesNotContain(tuple(Level.FAILED, "Telegram: not polling"));
    }

    @Test
    void aNodeRemovesOnlyItsOwnHeartbeats() {
        HeartbeatWriter first = heart("a", Map.of());
        first.beat();
        heart("b", Map.of()).beat();
        first.close();
        assertThat(health(now)).extracting(CheckFinding::message).contains("Node b last active 0 s ago");
    }

    @Test
    void aBotThatEndedDoesNotLookLikeOneThatHangs() {
        HeartbeatWriter heartbeatWriter = heart(Map.of());
        heartbeatWriter.beat();
        heartbeatWriter.close();
        heartbeatWriter.beat();
        assertThat(health(now)).extracting(CheckFinding::message).containsExactly("No bot is running on this database");
    }

    @Test
    void endsThoughThatCannotBeNoted() {
        HeartbeatWriter heartbeatWriter = heart(Map.of());
        database.writeWithoutResult(tx -> tx.handle().execute("DROP TABLE heartbeat"));
        assertThatCode(heartbeatWriter::close).doesNotThrowAnyException();
        assertThat(heartbeatWriter.beat()).isTrue();
    }

    @Test
    void findsWhatIsDueAndWhetherSomethingLeaves() {
        heart(Map.of(Platform.TELEGRAM, () -> Optional.of(telegram))).beat();
        database.writeWithoutResult(tx -> tx.handle()
                .execute("INSERT INTO subscriber (number, platform, chat_id, kind, created_at)"
                        + " VALUES (1, 'telegram', 77, 'private', 0)"));
        deliver("queued", NOON.minusSeconds(700));
        deliver("paused", NOON.minusSeconds(9_000));
        deliver("queued", NOON.plusSeconds(60));
        assertThat(health(NOON)).last().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILED);
            assertThat(finding.message()).isEqualTo("Telegram: 1 queued, the oldest for 11 min");
        });
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO last_settled VALUES ('telegram', ?)",
                        NOON.minusSeconds(5).toEpochMilli()));
        assertThat(health(NOON)).last().extracting(CheckFinding::level).isEqualTo(Level.WARNING);
    }

    @Test
    void asksNothingThatTakesLongerTheMoreWasSent() {
        database.writeWithoutResult(tx -> tx.handle()
                .execute("INSERT INTO subscriber (number, platform, chat_id, kind, created_at)"
                        + " VALUES (1, 'telegram', 77, 'private', 0)"));
        deliver("queued", NOON.minusSeconds(700));
        List<String> plans = database.read(tx -> QueryPlans.of(tx, asked -> HealthReport.snapshot(asked, NOON)));
        if (TestDatabase.isPostgres()) {
            assertThat(plans)
                    .as("only queued deliveries are scanned, of which there are few")
                    .containsExactlyInAnyOrder(
                            "SEARCH d USING INDEX delivery_open",
                            "SEARCH e USING COVERING INDEX delivery_open",
                            "SEARCH o USING INDEX delivery_pkey",
                            "SEARCH last_settled USING INDEX last_settled_pkey",
                            "SCAN heartbeat USING INDEX heartbeat_pkey");
            return;
        }
        assertThat(plans)
                .as("only queued deliveries are scanned, of which there are few")
                .containsExactlyInAnyOrder(
                        "SCAN d USING INDEX delivery_open",
                        "CORRELATED SCALAR SUBQUERY 1",
                        "SEARCH e USING INDEX delivery_open (subscriber=? AND priority=? AND due_at<?)",
                        "CORRELATED SCALAR SUBQUERY 2",
                        "SEARCH o USING INTEGER PRIMARY KEY (rowid=?)",
                        "USE TEMP B-TREE FOR GROUP BY",
                        "SCAN CONSTANT ROW",
                        "SCALAR SUBQUERY 1",
                        "SEARCH last_settled USING PRIMARY KEY (platform=?)",
                        "SCAN heartbeat");
    }

    @Test
    @Tag("sqlite")
    void aDatabaseOfAnotherVersionIsSaidToBeUnreadable() {
        database.writeWithoutResult(tx -> tx.handle().execute("DROP TABLE heartbeat"));
        assertThat(health(NOON)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILED);
            assertThat(finding.message()).contains(file.toString(), "no such table: heartbeat");
        });
    }

    private HeartbeatWriter heart(Map<Platform, Supplier<Optional<HealthState>>> platforms) {
        return heart("", platforms);
    }

    private HeartbeatWriter heart(String node, Map<Platform, Supplier<Optional<HealthState>>> platforms) {
        return new HeartbeatWriter(
                database, node, platforms, new JobMonitor(Clocks.of(() -> now)), (InstantSource) () -> now);
    }

    private void deliver(String state, Instant next) {
        database.writeWithoutResult(tx -> tx.handle()
                .execute(
                        "INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state,"
                                + " created_at) VALUES (1, 'telegram', 'digest', 1, ?, ?, ?, 0)",
                        next.toEpochMilli(),
                        next.toEpochMilli(),
                        state));
    }

    @ParameterizedTest
    @CsvSource({"5, false", "70, true"})
    void findsThatNoNodeOfTheClusterIsTheLeader(int seconds, boolean found) {
        database.writeWithoutResult(tx -> {
            ClusterRows.liveNode(tx, "one");
            ClusterRows.freeLease(tx, tx.databaseTime().minusSeconds(seconds));
        });
        assertThat(health(NOON).stream().anyMatch(finding -> finding.message().equals("No node is the leader")))
                .isEqualTo(found);
    }

    private List<CheckFinding> health(Instant at) {
        try (ReadOnlyDatabase readOnly = ReadOnlyDatabase.open(TestDatabase.location(file))) {
            return HealthReport.at(readOnly, _ -> at);
        }
    }
}
