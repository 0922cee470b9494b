package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.GivenTime;
import digestbot.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Only the owner may read the bot's files, under any usual umask.
class PrivateFilesTest {

    private static final MaintenanceTime NIGHT = new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void aDatabaseAndItsJournalsAreForTheirOwnerAlone() throws IOException {
        Path file = folder.resolve("bot.sqlite");
        try (Database database = Database.open(file)) {
            write(database);
            List<Path> there =
                    Database.files(file).stream().filter(Files::exists).toList();
            assertThat(there).hasSizeGreaterThanOrEqualTo(3);
            assertPrivate(there);
        }
    }

    @Test
    void aDatabaseThatIsReachedByALinkIsPrivateToo() throws IOException {
        Path target = folder.resolve("elsewhere.sqlite");
        Database.open(target).close();
        Path link = Files.createSymbolicLink(folder.resolve("bot.sqlite"), target);
        try (Database database = Database.open(link)) {
            write(database);
            assertPrivate(Database.files(target).stream().filter(Files::exists).toList());
        }
    }

    @Test
    void whatALinkLeadsToKeepsItsPermissions() throws IOException {
        Path precious = Files.createFile(folder.resolve("precious"));
        Modes.set(precious, "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), precious);
        PrivateFiles.write(link, new byte[0]);
        assertThat(Modes.of(precious)).isEqualTo("rw-r--r--");
        assertThat(PrivateFiles.isAccessibleToOthers(link)).isFalse();
    }

    @Test
    void nothingIsMadeWhereALinkLeadsToNothing() throws IOException {
        Path nothing = folder.resolve("nothing");
        Path link = Files.createSymbolicLink(folder.resolve("link"), nothing);
        assertThat(PrivateFiles.create(link)).isFalse();
        assertThat(nothing).doesNotExist();
    }

    @Test
    void everyBackupAndItsFolderAreForTheirOwnerAlone() throws IOException {
        Path file = folder.resolve("bot.sqlite");
        Database.open(file).close();
        Path saved = folder.resolve("saved/backups");
        var backups = new BackupFolder(file, saved, 3, NIGHT, GivenTime.CLOCK);
        backups.makeManual();
        backups.makeNightly();
        backups.makeAt(folder.resolve("else.sqlite"));
        assertThat(Modes.of(saved)).isEqualTo("rwx------");
        assertThat(Modes.of(saved.getParent())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(saved)) {
            assertPrivate(files.toList());
        }
        assertPrivate(List.of(folder.resolve("else.sqlite")));
    }

    @Test
    void onlyAFileOnADiskCounts() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Path file = Files.createFile(folder.resolve("file"));
        for (Path each : List.of(place, file)) {
            Modes.set(each, "rwxrwxrwx");
        }
        assertThat(PrivateFiles.isAccessibleToOthers(file)).isTrue();
        assertThat(PrivateFiles.isAccessibleToOthers(place)).isFalse();
        assertThat(PrivateFiles.isAccessibleToOthers(Path.of("/dev/null"))).isFalse();
    }

    private static void write(Database database) {
        database.writeWithoutResult(tx -> tx.execute("INSERT INTO topic (id, name) VALUES ('one', 'one')"));
    }

    private static void assertPrivate(List<Path> files) throws IOException {
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Modes.of(file)).as(file.toString()).isEqualTo("rw-------");
        }
    }
}
