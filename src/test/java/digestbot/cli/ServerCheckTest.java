package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.cluster.LiveNode;
import digestbot.cluster.SharedClock;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.LaterVersions;
import digestbot.database.TestDatabase;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class ServerCheckTest {

    @TempDir
    Path folder;

    private PostgresLocation location;
    private InstantSource clock;

    @BeforeEach
    void start() {
        TestDatabase.assumePostgres();
        location = TestDatabase.onPostgres(folder);
        try (Database database = Database.open(location)) {
            clock = new SharedClock(database, GivenTime.CLOCK); // goes on after its last reading
        }
    }

    private List<CheckFinding> findings() {
        return DatabaseCheck.of(location, clock);
    }

    @Test
    void aServerThatIsFitForTheBotHasNoProblem() {
        List<CheckFinding> findings = findings();
        assertThat(findings)
                .extracting(CheckFinding::message)
                .anyMatch(message -> message.startsWith("Database " + location + ": PostgreSQL 18"))
                .contains(
                        "Database: encoding UTF8, with ICU collations",
                        "Database %s: schema is current".formatted(location),
                        "Database: writable",
                        "Database: its clock agrees with this machine's",
                        "No bot is running on this database")
                .anyMatch(message -> message.matches("Database: [\\d,]+ free connections"))
                .anyMatch(message -> message.matches("Database: a statement takes [\\d.]+ ms"));
        assertThat(findings).noneMatch(finding -> finding.level() == Level.FAILED);
    }

    @Test
    void warnsOfNodesWithDifferentSettings() throws Exception {
        try (Database database = Database.open(location);
                LiveNode _ = LiveNode.join(database, "a", "one");
                LiveNode _ = LiveNode.join(database, "b", "other")) {
            assertThat(findings())
                    .extracting(CheckFinding::message)
                    .contains("Nodes running on this database: a, b", "The nodes have different settings");
        }
    }

    @Test
    void warnsIfTheServerConfirmsWhatACrashWouldLose() {
        var safer = new PostgresLocation(
                location.user(), location.hosts(), location.name(), "options=-c synchronous_commit=on", "");
        String what = "Database: the server confirms changes that a crash would lose (off: %s)";
        assertThat(findings())
                .contains(CheckFinding.warning(
                        what.formatted("fsync, synchronous_commit"),
                        "set fsync and synchronous_commit to on; otherwise messages may be sent twice after a crash"));
        assertThat(DatabaseCheck.of(safer, clock))
                .extracting(CheckFinding::message)
                .contains(what.formatted("fsync"));
        assertThat(DatabaseCheck.durability(List.of()).level()).isEqualTo(Level.WELL);
    }

    @Test
    void warnsOfAClockThatIsWrong() {
        InstantSource wrong = () -> clock.instant().plus(Duration.ofHours(1));
        assertFound(
                DatabaseCheck.of(location, wrong),
                Level.WARNING,
                "Database: its clock is 3,(6|59)\\d+ s behind this machine's");
    }

    private static void assertFound(List<CheckFinding> findings, Level level, String message) {
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(level);
            assertThat(finding.message()).matches(message);
        });
    }

    @Test
    void theNextVersionsTablesAreAWarning() {
        LaterVersions.next(location);
        assertFound(findings(), Level.WARNING, "Database .* is from the next version");
    }

    @Test
    void aLaterVersionsTablesAreAnError() {
        try (Database database = Database.open(location)) {
            database.writeWithoutResult(tx -> tx.handle().execute("""
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                    execution_time, success)
                VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'bot', 1, TRUE)\
                """));
        }
        assertFound(findings(), Level.FAILED, ".* is from a later version than this program");
    }

    @Test
    void tablesOfOtherMigrationsAreAnError() {
        try (Database database = Database.open(location)) {
            database.writeWithoutResult(tx -> tx.handle().execute("UPDATE flyway_schema_history SET checksum = 1"));
        }
        assertFound(findings(), Level.FAILED, "Database .* was made by a development version, .*");
    }

    @Test
    void aServerThatCannotBeReachedIsOneError() {
        var nowhere = new PostgresLocation("bot", "localhost:1", "digests", "", "hush-hush");
        assertThat(DatabaseCheck.of(nowhere, GivenTime.CLOCK)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILED);
            assertThat(finding.message())
                    .startsWith("cannot use the database postgresql://bot@localhost:1/digests: ")
                    .contains("refused")
                    .doesNotContain("hush");
        });
    }
}
