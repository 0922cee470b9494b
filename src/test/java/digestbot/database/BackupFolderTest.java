package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.GivenTime;
import digestbot.database.BackupFolder.Backup;
import digestbot.database.BackupFolder.NightlyState;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

    private static final MaintenanceTime NIGHT = new MaintenanceTime(LocalTime.of(3, 15), ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    private Path file;
    private BackupFolder backups;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @BeforeEach
    void name() {
        file = folder.resolve("digestbot.sqlite");
        backups = started(7);
    }

    @Test
    void copiesTheDatabaseWholeWhileOthersWrite() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (Database database = TestDatabase.open(file)) {
            fill(database, 4_000);
            Thread writer = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    // Two rows belong together: a copy has both or none.
                    database.writeWithoutResult(tx -> {
                        tx.execute("INSERT INTO topic (id, name) VALUES (hex(randomblob(8)), 'a')");
                        tx.execute("INSERT INTO topic (id, name) VALUES (hex(randomblob(8)), 'b')");
                    });
                }
            });
            Backup backup = backups.makeManual();
            enough.set(true);
            writer.join();
            assertThat(backup.file()).hasFileName("digestbot-2026-11-24T120000Z-by-hand.sqlite");
            assertThat(backup.bytes()).isEqualTo(Files.size(backup.file()));
            assertThat(names()).hasSize(1);
            try (Database copy = Database.open(backup.file())) {
                assertThat(number(copy, "SELECT count(*) FROM topic WHERE name = 'a'"))
                        .isEqualTo(number(copy, "SELECT count(*) FROM topic WHERE name = 'b'"));
                assertThat(number(copy, "SELECT count(*) FROM topic WHERE name = 'filling'"))
                        .isEqualTo(4_000);
            }
        }
    }

    @Test
    void keepsTheNewestOfTheNightsAndAllThatWereMadeByHand() throws IOException {
        TestDatabase.open(file).close();
        backups.makeManual();
        Files.writeString(folder.resolve("backups/other-2020-01-01T000000Z.sqlite"), "another bot's");
        for (int night = 0; night < 9; night++) {
            now = now.plus(Duration.ofDays(1));
            backups.makeNightly();
        }
        assertThat(names()).hasSize(9).contains("digestbot-2026-11-24T120000Z-by-hand.sqlite");
        assertThat(names().stream().filter(name -> name.endsWith("Z.sqlite")))
                .hasSize(8)
                .contains("digestbot-2026-11-27T120000Z.sqlite", "digestbot-2026-12-03T120000Z.sqlite")
                .doesNotContain("digestbot-2026-11-26T120000Z.sqlite");
        assertThat(backups.newest()).contains(now);
    }

    @Test
    void leavesNoHalfFileWhenItFails() throws IOException {
        try (Database database = TestDatabase.open(file)) {
            fill(database, 4_000);
        }
        damage();
        assertThatThrownBy(() -> backups.makeNightly()).hasMessageContaining("digestbot-2026-11-24T120000Z.sqlite");
        assertThat(names()).isEmpty();
    }

    @Test
    void clearsAwayWhatACrashLeftHalfMade() throws IOException {
        TestDatabase.open(file).close();
        Path half = folder.resolve("backups/digestbot-2026-11-20T120000Z.sqlite.part");
        Path nightly = folder.resolve("backups/digestbot-2026-11-24T115900Z.sqlite.part-journal");
        Path fresh = folder.resolve("backups/digestbot-2026-11-24T115900Z-by-hand.sqlite.part");
        Files.createDirectories(half.getParent());
        Files.writeString(half, "half");
        Files.writeString(nightly, "the bot was killed a minute ago");
        Files.writeString(fresh, "somebody is at it");
        backups.makeNightlyIfDue();
        assertThat(names()).as("the next one comes ten minutes after the start").hasSize(1);
        assertThat(half).doesNotExist();
        assertThat(nightly).doesNotExist();
        assertThat(fresh).exists();
        backups.makeManual();
        assertThat(fresh).doesNotExist();
    }

    @Test
    void aFolderOnAnotherDiskIsNotMade(@TempDir Path disk) {
        TestDatabase.open(file).close();
        Path missing = disk.resolve("backups");
        assertThatThrownBy(() -> new BackupFolder(file, missing, 7, NIGHT, () -> now).makeNightly())
                .hasMessage(missing + " does not exist (is the disk mounted?)");
        assertThat(missing).doesNotExist();
    }

    @Test
    void backsUpBeforeTheTablesChange() {
        earlier();
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(1);
            backups.beforeMigration("2");
        }
        now = now.plusSeconds(1);
        Database.open(new SqliteLocation(file), Optional.of(backups), GivenTime.CLOCK)
                .close();
        assertThat(names())
                .hasSize(3)
                .contains("digestbot-2026-11-24T120006Z-before-v%s.sqlite".formatted(newestVersion()));
        Path backup = folder.resolve("backups").resolve(names().getLast());
        assertThat(IntegrityCheck.schema(backup)).isEqualTo(IntegrityCheck.SchemaState.OLDER);
        assertThat(IntegrityCheck.schema(file)).isEqualTo(IntegrityCheck.SchemaState.CURRENT);
    }

    @Test
    void aNewDatabaseAndOneOfThisVersionNeedNoBackup() {
        Database.open(new SqliteLocation(file), Optional.of(backups), GivenTime.CLOCK)
                .close();
        Database.open(new SqliteLocation(file), Optional.of(backups), GivenTime.CLOCK)
                .close();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void changesNoTablesThatItCannotBackUp() throws IOException {
        earlier();
        Files.writeString(folder.resolve("backups"), "a file where the folder should be");
        assertThatThrownBy(() -> Database.open(new SqliteLocation(file), Optional.of(backups), GivenTime.CLOCK))
                .hasMessageContaining("-before-v");
        assertThat(IntegrityCheck.schema(file)).isEqualTo(IntegrityCheck.SchemaState.OLDER);
    }

    private void earlier() {
        Flyway.configure()
                .locations("classpath:db/sqlite")
                .dataSource(ConnectionSetup.writing(file))
                .target("1")
                .load()
                .migrate();
    }

    private String newestVersion() {
        try (Database database = Database.open(file)) {
            return database.read(
                    tx -> tx.select("SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")
                            .mapTo(String.class)
                            .one());
        }
    }

    @Test
    void makesOneANightAndAtFirstOneSoonAfterTheStart() throws IOException {
        TestDatabase.open(file).close();
        backups.makeNightlyIfDue();
        assertThat(made()).isZero();
        assertThat(backups.state()).isEqualTo(new NightlyState.Unknown());
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        pass(Duration.ofHours(13)); // 02:10 in Berlin
        backups.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofMinutes(65));
        backups.makeNightlyIfDue();
        backups.makeNightlyIfDue();
        assertThat(made()).isEqualTo(2);
        assertThat(backups.state()).isEqualTo(new NightlyState.Made(Instant.parse("2026-11-25T02:15:00Z")));
    }

    @Test
    void aRestartMakesNoneTwiceAndMakesUpForAMissedNight() throws IOException {
        TestDatabase.open(file).close();
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        pass(Duration.ofSeconds(1));
        backups = started(7);
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(3));
        backups = started(7);
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aBackupOfATimeToComeIsNotTakenForLastNights() throws IOException {
        TestDatabase.open(file).close();
        pass(Duration.ofDays(400));
        backups = started(7);
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(-400)); // the clock was wrong
        backups = started(7);
        pass(Duration.ofMinutes(10));
        for (int minute = 0; minute < 9; minute++) {
            backups.makeNightlyIfDue();
            pass(Duration.ofMinutes(1));
        }
        assertThat(made()).isEqualTo(2);
        assertThat(backups.state()).isEqualTo(new NightlyState.Made(now.minus(Duration.ofMinutes(9))));
    }

    @Test
    void triesAgainEveryHourAndSaysSinceWhenItFails() throws IOException {
        TestDatabase.open(file).close();
        Path inTheWay = Files.writeString(folder.resolve("backups"), "no folder");
        pass(Duration.ofMinutes(10));
        Instant since = now;
        backups.makeNightlyIfDue();
        pass(Duration.ofMinutes(61));
        backups.makeNightlyIfDue();
        assertThat(backups.state()).isInstanceOfSatisfying(NightlyState.BackupFailed.class, failed -> {
            assertThat(failed.since()).isEqualTo(since);
            assertThat(failed.reason()).contains("backups");
        });
        Files.delete(inTheWay);
        backups.makeNightlyIfDue();
        assertThat(backups.state()).isInstanceOf(NightlyState.BackupFailed.class);
        pass(Duration.ofMinutes(60));
        backups.makeNightlyIfDue();
        assertThat(backups.state()).isEqualTo(new NightlyState.Made(now));
        assertThat(made()).isOne();
    }

    @Test
    void whateverItFailsOfIsToldAndTriedAgainInAnHour() {
        TestDatabase.open(file).close();
        List<Instant> asked = new ArrayList<>();
        backups = new BackupFolder(file, folder.resolve("backups"), 7, NIGHT, () -> {
            asked.add(now);
            if (asked.size() == 3) { // after the start, and after it was found to be due
                throw new UncheckedIOException("the clock is broken", new IOException());
            }
            return now;
        });
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        pass(Duration.ofMinutes(1));
        backups.makeNightlyIfDue();
        assertThat(asked).hasSize(4);
        assertThat(backups.state()).isEqualTo(new NightlyState.BackupFailed(asked.get(2), "the clock is broken"));
    }

    @Test
    void oneThatWasMadeIsThereThoughAnOldOneCannotBeRemoved() throws IOException {
        TestDatabase.open(file).close();
        Path stays = folder.resolve("backups/digestbot-2026-11-01T000000Z.sqlite");
        Files.createDirectories(stays.resolve("in it"));
        backups = started(1);
        pass(Duration.ofMinutes(10));
        backups.makeNightlyIfDue();
        assertThat(backups.state()).isEqualTo(new NightlyState.Made(now));
        assertThat(stays).exists();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void makesNoneWhereNoneIsKept() {
        TestDatabase.open(file).close();
        backups = started(0);
        pass(Duration.ofDays(2));
        backups.makeNightlyIfDue();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    private BackupFolder started(int keep) {
        return new BackupFolder(file, folder.resolve("backups"), keep, NIGHT, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void damage() throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(access.length() / 2 / 4096 * 4096);
            access.write(new byte[40_960]);
        }
    }

    static void fill(Database database, int rows) {
        database.writeWithoutResult(tx -> tx.execute("""
                INSERT INTO topic (id, name)
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT hex(randomblob(8)), 'filling' FROM n
                """, rows));
    }

    static long number(Database database, String sql) {
        return database.read(tx -> tx.number(sql));
    }

    private int made() {
        return Files.exists(folder.resolve("backups")) ? names().size() : 0;
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
