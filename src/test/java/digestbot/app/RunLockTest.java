package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.Modes;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path folder;

    @Test
    void holdsALockBesideTheDatabaseUntilItIsClosed() throws Exception {
        Path database = folder.resolve("data/bot.sqlite");
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(database)).orElseThrow();
                FileChannel other = channel(database)) {
            assertThatExceptionOfType(OverlappingFileLockException.class).isThrownBy(other::tryLock);
        }
        assertThat(database).doesNotExist();
        try (RunLock again = RunLock.tryAcquire(new SqliteLocation(database)).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void askingWhetherABotRunsLeavesNothingBehind() throws Exception {
        Path database = folder.resolve("bot.sqlite");
        assertThat(RunLock.isHeld(new SqliteLocation(database))).isFalse();
        assertThat(folder).isEmptyDirectory();
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(database)).orElseThrow()) {
            assertThat(RunLock.isHeld(new SqliteLocation(database))).isTrue();
        }
        assertThat(RunLock.isHeld(new SqliteLocation(database))).isFalse();
    }

    @Test
    void aLockIsForItsOwnerAlone() throws Exception {
        Path database = folder.resolve("data/bot.sqlite");
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(database)).orElseThrow()) {
            assertThat(Modes.of(RunLock.lockFile(database))).isEqualTo("rw-------");
        }
        assertThat(Modes.of(database.getParent())).isEqualTo("rwx------");
    }

    @Test
    void aLinkIsNoLockAndWhatItLeadsToStaysAsItIs() throws Exception {
        Path precious = Files.createFile(folder.resolve("precious"));
        Modes.set(precious, "rw-r--r--");
        for (String leads : List.of("precious", "nothing")) {
            Path database = folder.resolve(leads + ".sqlite");
            Files.createSymbolicLink(RunLock.lockFile(database), folder.resolve(leads));
            assertThatThrownBy(() -> RunLock.tryAcquire(new SqliteLocation(database)))
                    .isInstanceOf(IOException.class);
            assertThat(FileAccessCheck.ofDatabase(new SqliteLocation(database)))
                    .contains(CheckFinding.failed(
                            RunLock.lockFile(database) + " is a symbolic link, which the bot does not follow",
                            "remove it"));
        }
        Path link = Files.createSymbolicLink(folder.resolve("bot.sqlite"), folder.resolve("nothing"));
        assertThat(FileAccessCheck.ofDatabase(new SqliteLocation(link))
                        .orElseThrow()
                        .message())
                .isEqualTo(link + " is a symbolic link that leads to nothing");
        assertThat(Modes.of(precious)).isEqualTo("rw-r--r--");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    private static FileChannel channel(Path database) throws Exception {
        return FileChannel.open(database.resolveSibling("bot.sqlite.lock"), StandardOpenOption.WRITE);
    }
}
