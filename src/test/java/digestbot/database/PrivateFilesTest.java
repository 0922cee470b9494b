package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import digestbot.GivenTime;
import digestbot.Logged;
import digestbot.Modes;
import digestbot.database.Backups.Backup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Only the owner may read the bot's files, under any usual umask.
class PrivateFilesTest {

    private static final int SOMEBODY = 47_110;
    private static final int THEIR_GROUP = 47_111;

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
    void aJournalThatAKillLeftOpenToOthersIsClosedToThemToo() throws IOException {
        Path file = folder.resolve("bot.sqlite");
        Path killed = folder.resolve("killed.sqlite");
        try (Database database = Database.open(file)) {
            write(database);
            for (String suffix : List.of("", "-wal", "-shm")) {
                Path left = Files.copy(folder.resolve("bot.sqlite" + suffix), folder.resolve("killed.sqlite" + suffix));
                Modes.set(left, "rw-rw-r--");
            }
        }
        try (Database _ = Database.open(killed)) {
            assertPrivate(Database.files(killed).stream().filter(Files::exists).toList());
        }
    }

    @Test
    void aDatabaseThatIsReachedByALinkIsPrivateToo() throws IOException {
        Path target = folder.resolve("elsewhere.sqlite");
        Path link = Files.createSymbolicLink(folder.resolve("bot.sqlite"), target);
        Database.open(link).close();
        assertPrivate(List.of(target));
        Modes.set(target, "rw-r--r--");
        Database.open(link).close();
        assertPrivate(List.of(target));
    }

    @Test
    void whatALinkLeadsToKeepsItsPermissions() throws IOException {
        Path precious = Files.createFile(folder.resolve("precious"));
        Modes.set(precious, "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), precious);
        try (Logged log = Logged.by("digestbot")) {
            PrivateFiles.closeToOthers(link);
            assertThat(log.from(Level.WARN)).singleElement().asString().contains(link + " is a symbolic link");
        }
        PrivateFiles.write(link, new byte[0]);
        assertThat(Modes.of(precious)).isEqualTo("rw-r--r--");
        assertThat(PrivateFiles.isAccessibleToOthers(link)).isFalse();
    }

    @Test
    void nothingIsMadeWhereALinkLeadsToNothing() throws IOException {
        Path nothing = folder.resolve("nothing");
        Path link = Files.createSymbolicLink(folder.resolve("link"), nothing);
        assertThat(PrivateFiles.create(link, folder)).isFalse();
        assertThatThrownBy(() -> PrivateFiles.write(link, new byte[1])).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(nothing).doesNotExist();
    }

    @Test
    void aDatabaseIsNoLinkToWhatBelongsToSomebodyElse() throws IOException {
        Modes.asRoot();
        Path precious = Files.createFile(folder.resolve("precious"));
        Modes.set(precious, "rw-r--r--");
        for (String leads : List.of("precious", "nothing")) {
            Path link = Files.createSymbolicLink(folder.resolve(leads + ".sqlite"), folder.resolve(leads));
            Files.setAttribute(link, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
            assertThatThrownBy(() -> Database.open(link).close())
                    .isInstanceOf(Database.DatabaseUnavailableException.class)
                    .hasMessageContaining("is a symbolic link that belongs to " + SOMEBODY);
        }
        assertThat(Modes.of(precious)).isEqualTo("rw-r--r--");
        assertThat(precious).isEmptyFile();
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void aDatabaseIsNoLinkToALinkThatLeadsToNothing() throws IOException {
        Path next = Files.createSymbolicLink(folder.resolve("next"), folder.resolve("nothing"));
        Path link = Files.createSymbolicLink(folder.resolve("bot.sqlite"), next);
        assertThatThrownBy(() -> Database.open(link).close()).hasMessageContaining("leads to nothing");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void everyBackupAndItsFolderAreForTheirOwnerAlone() throws IOException {
        Path file = folder.resolve("bot.sqlite");
        Database.open(file).close();
        Path saved = folder.resolve("saved/backups");
        var backups = new Backups(file, saved, 3, NIGHT, GivenTime.CLOCK);
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
    void whatIsWrittenOverAFileThatWasOpenToOthersIsPrivate() throws IOException {
        Path file = Files.writeString(folder.resolve("requests.jsonl"), "old and longer than what replaces it\n");
        Modes.set(file, "rw-r--r--");
        PrivateFiles.write(file, "{}\n{“}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("{}\n{“}\n");
        assertPrivate(List.of(file));
    }

    @Test
    void onlyAFileOnADiskIsNarrowed() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        Path file = Files.createFile(folder.resolve("file"));
        for (Path each : List.of(place, file)) {
            Modes.set(each, "rwxrwxrwx");
        }
        assertThat(PrivateFiles.isAccessibleToOthers(file)).isTrue();
        assertThat(PrivateFiles.isAccessibleToOthers(place)).isFalse();
        assertThat(PrivateFiles.isAccessibleToOthers(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void whatRootMakesForTheBotBelongsToTheBot() throws IOException {
        Modes.asRoot();
        Path data = Files.createDirectory(folder.resolve("data"));
        Modes.own(data, SOMEBODY, THEIR_GROUP);
        Path file = data.resolve("bot.sqlite");
        try (Database database = Database.open(file)) {
            write(database);
            for (Path each : Database.files(file).stream().filter(Files::exists).toList()) {
                assertThat(Modes.owner(each)).as(each.toString()).isEqualTo(SOMEBODY + ":" + THEIR_GROUP);
            }
            Backup made = new Backups(file, data.resolve("backups"), 3, NIGHT, GivenTime.CLOCK).makeManual();
            assertThat(Modes.owner(made.file())).isEqualTo(SOMEBODY + ":" + THEIR_GROUP);
            assertThat(Modes.owner(data.resolve("backups"))).isEqualTo(SOMEBODY + ":" + THEIR_GROUP);
        }
    }

    @Test
    void rootGivesNothingAwayThatALinkLeadsTo() throws IOException {
        Modes.asRoot();
        Path theirs = Files.createFile(folder.resolve("theirs"));
        Modes.own(theirs, SOMEBODY, THEIR_GROUP);
        Path precious = Files.createFile(folder.resolve("precious"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), precious);
        PrivateFiles.changeOwner(link, theirs);
        assertThat(Modes.owner(precious)).isEqualTo("0:0");
    }

    private static void write(Database database) {
        database.writeWithoutResult(tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('one', 'one')"));
    }

    private static void assertPrivate(List<Path> files) throws IOException {
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Modes.of(file)).as(file.toString()).isEqualTo("rw-------");
        }
    }
}
