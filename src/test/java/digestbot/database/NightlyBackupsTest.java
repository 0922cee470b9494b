package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.NightlyBackups.BackupState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyBackupsTest {

    private static final MaintenanceTime NIGHT = new MaintenanceTime(LocalTime.of(3, 15), ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    private Path file;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private NightlyBackups nights;

    @BeforeEach
    void open() {
        file = folder.resolve("digestbot.sqlite");
        TestDatabase.open(file).close();
        nights = started(7);
    }

    @Test
    void makesOneANightAndAtFirstOneSoonAfterTheStart() throws IOException {
        nights.backUpIfDue();
        assertThat(made()).isZero();
        assertThat(nights.state()).isEqualTo(new BackupState.Unknown());
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        pass(Duration.ofHours(13)); // 02:10 in Berlin
        nights.backUpIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofMinutes(65));
        nights.backUpIfDue();
        nights.backUpIfDue();
        assertThat(made()).isEqualTo(2);
        assertThat(nights.state()).isEqualTo(new BackupState.Made(Instant.parse("2026-11-25T02:15:00Z")));
    }

    @Test
    void aRestartMakesNoneTwiceAndMakesUpForAMissedNight() throws IOException {
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        pass(Duration.ofSeconds(1));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(3));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aBackupOfATimeToComeIsNotTakenForLastNights() throws IOException {
        pass(Duration.ofDays(400));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(-400)); // the clock was wrong
        nights = started(7);
        pass(Duration.ofMinutes(10));
        for (int minute = 0; minute < 9; minute++) {
            nights.backUpIfDue();
            pass(Duration.ofMinutes(1));
        }
        assertThat(made()).isEqualTo(2);
        assertThat(nights.state()).isEqualTo(new BackupState.Made(now.minus(Duration.ofMinutes(9))));
    }

    @Test
    void triesAgainEveryHourAndSaysSinceWhenItFails() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("backups"), "no folder");
        pass(Duration.ofMinutes(10));
        Instant since = now;
        nights.backUpIfDue();
        pass(Duration.ofMinutes(61));
        nights.backUpIfDue();
        assertThat(nights.state()).isInstanceOfSatisfying(BackupState.BackupFailed.class, failed -> {
            assertThat(failed.since()).isEqualTo(since);
            assertThat(failed.reason()).contains("backups");
        });
        Files.delete(inTheWay);
        nights.backUpIfDue();
        assertThat(nights.state()).isInstanceOf(BackupState.BackupFailed.class);
        pass(Duration.ofMinutes(60));
        nights.backUpIfDue();
        assertThat(nights.state()).isEqualTo(new BackupState.Made(now));
        assertThat(made()).isOne();
    }

    @Test
    void whateverItFailsOfIsToldAndTriedAgainInAnHour() {
        List<Instant> tried = new ArrayList<>();
        var backups = new Backups(file, folder.resolve("backups"), () -> {
            tried.add(now);
            throw new UncheckedIOException("the clock is broken", new IOException());
        });
        nights = new NightlyBackups(backups, 7, NIGHT, () -> now);
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        pass(Duration.ofMinutes(1));
        nights.backUpIfDue();
        assertThat(tried).hasSize(1);
        assertThat(nights.state()).isEqualTo(new BackupState.BackupFailed(tried.getFirst(), "the clock is broken"));
    }

    @Test
    void oneThatWasMadeIsThereThoughAnOldOneCannotBeRemoved() throws IOException {
        Path stays = folder.resolve("backups/digestbot-2026-11-01T000000Z.sqlite");
        Files.createDirectories(stays.resolve("in it"));
        nights = started(1);
        pass(Duration.ofMinutes(10));
        nights.backUpIfDue();
        assertThat(nights.state()).isEqualTo(new BackupState.Made(now));
        assertThat(stays).exists();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void makesNoneWhereNoneIsKept() {
        nights = started(0);
        pass(Duration.ofDays(2));
        nights.backUpIfDue();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    private NightlyBackups started(int keep) {
        return new NightlyBackups(new Backups(file, folder.resolve("backups"), () -> now), keep, NIGHT, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private long made() throws IOException {
        if (Files.notExists(folder.resolve("backups"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.count();
        }
    }
}
