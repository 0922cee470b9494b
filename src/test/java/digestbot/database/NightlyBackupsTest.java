package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Backups.NightlyState;
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
    private Backups nights;

    @BeforeEach
    void open() {
        file = folder.resolve("digestbot.sqlite");
        TestDatabase.open(file).close();
        nights = started(7);
    }

    @Test
    void makesOneANightAndAtFirstOneSoonAfterTheStart() throws IOException {
        nights.makeNightlyIfDue();
        assertThat(made()).isZero();
        assertThat(nights.state()).isEqualTo(new NightlyState.Unknown());
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        pass(Duration.ofHours(13)); // 02:10 in Berlin
        nights.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofMinutes(65));
        nights.makeNightlyIfDue();
        nights.makeNightlyIfDue();
        assertThat(made()).isEqualTo(2);
        assertThat(nights.state()).isEqualTo(new NightlyState.Made(Instant.parse("2026-11-25T02:15:00Z")));
    }

    @Test
    void aRestartMakesNoneTwiceAndMakesUpForAMissedNight() throws IOException {
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        pass(Duration.ofSeconds(1));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(3));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aBackupOfATimeToComeIsNotTakenForLastNights() throws IOException {
        pass(Duration.ofDays(400));
        nights = started(7);
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        assertThat(made()).isOne();
        pass(Duration.ofDays(-400)); // the clock was wrong
        nights = started(7);
        pass(Duration.ofMinutes(10));
        for (int minute = 0; minute < 9; minute++) {
            nights.makeNightlyIfDue();
            pass(Duration.ofMinutes(1));
        }
        assertThat(made()).isEqualTo(2);
        assertThat(nights.state()).isEqualTo(new NightlyState.Made(now.minus(Duration.ofMinutes(9))));
    }

    @Test
    void triesAgainEveryHourAndSaysSinceWhenItFails() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("backups"), "no folder");
        pass(Duration.ofMinutes(10));
        Instant since = now;
        nights.makeNightlyIfDue();
        pass(Duration.ofMinutes(61));
        nights.makeNightlyIfDue();
        assertThat(nights.state()).isInstanceOfSatisfying(NightlyState.BackupFailed.class, failed -> {
            assertThat(failed.since()).isEqualTo(since);
            assertThat(failed.reason()).contains("backups");
        });
        Files.delete(inTheWay);
        nights.makeNightlyIfDue();
        assertThat(nights.state()).isInstanceOf(NightlyState.BackupFailed.class);
        pass(Duration.ofMinutes(60));
        nights.makeNightlyIfDue();
        assertThat(nights.state()).isEqualTo(new NightlyState.Made(now));
        assertThat(made()).isOne();
    }

    @Test
    void whateverItFailsOfIsToldAndTriedAgainInAnHour() {
        List<Instant> asked = new ArrayList<>();
        nights = new Backups(file, folder.resolve("backups"), 7, NIGHT, () -> {
            asked.add(now);
            if (asked.size() == 3) { // after the start, and after it was found to be due
                throw new UncheckedIOException("the clock is broken", new IOException());
            }
            return now;
        });
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        pass(Duration.ofMinutes(1));
        nights.makeNightlyIfDue();
        assertThat(asked).hasSize(4);
        assertThat(nights.state()).isEqualTo(new NightlyState.BackupFailed(asked.get(2), "the clock is broken"));
    }

    @Test
    void oneThatWasMadeIsThereThoughAnOldOneCannotBeRemoved() throws IOException {
        Path stays = folder.resolve("backups/digestbot-2026-11-01T000000Z.sqlite");
        Files.createDirectories(stays.resolve("in it"));
        nights = started(1);
        pass(Duration.ofMinutes(10));
        nights.makeNightlyIfDue();
        assertThat(nights.state()).isEqualTo(new NightlyState.Made(now));
        assertThat(stays).exists();
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void makesNoneWhereNoneIsKept() {
        nights = started(0);
        pass(Duration.ofDays(2));
        nights.makeNightlyIfDue();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    private Backups started(int keep) {
        return new Backups(file, folder.resolve("backups"), keep, NIGHT, () -> now);
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
