package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.Modes;
import digestbot.Unprivileged;
import digestbot.cli.CommandLineResult;
import digestbot.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessCheckTest {

    private static final String USER = System.getProperty("user.name");

    @TempDir
    Path folder;

    private Path config;
    private Path data;
    private Path database;
    private Path backups;
    private Path digests;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        database = data.resolve("bot.sqlite");
        backups = Files.createDirectory(folder.resolve("backups"));
        digests = Files.createDirectory(folder.resolve("digests"));
        Database.open(database).close();
        config = Files.writeString(folder.resolve("digestbot.yaml"), """
                digests: %s
                database: %s
                telegram: {token: "1:SECRET", api-url: http://127.0.0.1:9}
                backup: {folder: %s}
                console: {port: 0}
                """.formatted(digests, database, backups));
    }

    @AfterEach
    void open() throws IOException {
        for (Path each : List.of(data, backups, digests)) {
            Modes.set(each, "rwx------");
        }
    }

    private record DeniedPath(Path path, String mode, String what, String remedy) {}

    @Test
    @Unprivileged
    void whatMayNotBeReadOrWrittenIsSaidWithWhatHelps() throws IOException {
        Path journal = Files.createFile(data.resolve("bot.sqlite-wal"));
        Path lock = Files.createFile(data.resolve("bot.sqlite.lock"));
        List<DeniedPath> denied = List.of(
                new DeniedPath(database, "r--------", "read and write FOLDER/data/bot.sqlite", "u+rw"),
                new DeniedPath(journal, "r--------", "read and write FOLDER/data/bot.sqlite-wal", "u+rw"),
                new DeniedPath(lock, "---------", "read and write FOLDER/data/bot.sqlite.lock", "u+rw"),
                new DeniedPath(data, "r-x------", "write in the folder FOLDER/data", "u+rwx"),
                new DeniedPath(data, "rw-------", "enter the folder FOLDER/data", "u+x"),
                new DeniedPath(backups, "r-x------", "write in the folder FOLDER/backups", "u+rwx"),
                new DeniedPath(digests, "-wx------", "read the folder FOLDER/digests", "u+rx"));
        var said = new SoftAssertions();
        for (DeniedPath each : denied) {
            String before = Modes.of(each.path());
            Modes.set(each.path(), each.mode());
            CommandLineResult ran = run();
            Modes.set(each.path(), before);
            String path = each.path().toString().replace(folder.toString(), "FOLDER");
            said.assertThat(ran.err())
                    .as(each.toString())
                    .startsWith("The user " + USER + " may not " + each.what() + ", ")
                    .endsWith("run: chmod " + each.remedy() + " " + path + "\n")
                    .doesNotContain("Exception", "SECRET")
                    .hasLineCount(1);
            said.assertThat(ran.out()).as(each.toString()).isEmpty();
            said.assertThat(ran.code()).as(each.toString()).isEqualTo(1);
        }
        said.assertAll();
    }

    @Test
    @Unprivileged
    void aFolderOfBackupsThatCannotBeMade() throws IOException {
        Files.writeString(
                config, Files.readString(config).replace(backups.toString(), digests.resolve("new/backups") + ""));
        Modes.set(digests, "r-x------");
        assertThat(run().err())
                .startsWith("The user " + USER + " may not write in the folder FOLDER/digests, ")
                .endsWith("run: chmod u+rwx FOLDER/digests\n");
    }

    @Test
    @Unprivileged
    void aConfigurationThatMayNotBeRead() throws IOException {
        Modes.set(config, "---------");
        CommandLineResult ran = run();
        assertThat(ran.err())
                .startsWith("FOLDER/digestbot.yaml cannot be read by the user " + USER + ". ")
                .hasLineCount(1);
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    @Unprivileged
    void otherCommandsSaySoToo() throws IOException {
        Modes.set(database, "---------");
        for (String command : List.of("deliveries", "withdraw one 2026-02-06")) {
            List<Object> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
            words.addAll(List.of("--config", config));
            assertThat(CommandLineResult.of(words.toArray()).naming(folder).err())
                    .as(command)
                    .matches("The user .* may not read and write FOLDER/data/bot.sqlite, .*; run: chmod u\\+rw .*\n");
        }
    }

    @Test
    void somethingElseInThePlaceOfAFolder() throws IOException {
        Files.delete(backups);
        Files.createFile(backups);
        assertThat(run())
                .isEqualTo(new CommandLineResult(
                        1, "", "FOLDER/backups is not a folder; remove it, or set backup.folder to another path\n"));
        assertThat(CommandLineResult.of("doctor", "--config", config)
                        .naming(folder)
                        .out())
                .contains("✗ FOLDER/backups is not a folder\n    remove it, or set backup.folder to another path\n");
    }

    @Test
    void aFileThatIsNoDatabase() throws IOException {
        Files.writeString(database, "this is no database at all, and longer than the head of one ".repeat(20));
        CommandLineResult ran = run();
        assertThat(ran.err())
                .startsWith("cannot open the database FOLDER/data/bot.sqlite: [SQLITE_NOTADB]")
                .endsWith(". Run “digestbot doctor” for a diagnosis.\n")
                .hasLineCount(1);
        assertThat(ran.code()).isEqualTo(1);
    }

    /// A test can mount nothing, so this looks for a file system that is mounted read-only anyway.
    @Test
    void aFileSystemThatIsMountedToBeReadOnly() throws IOException {
        Path mounts = Path.of("/proc/self/mounts");
        assumeTrue(Files.exists(mounts), "only Linux says here what is mounted");
        Optional<Path> found = Files.readAllLines(mounts).stream()
                .map(line -> Path.of(line.split(" ", -1)[1]))
                .filter(FileAccessCheckTest::isReadOnly)
                .findFirst();
        assumeTrue(found.isPresent(), "nothing here is mounted read-only");
        Path place = found.orElseThrow();
        Files.writeString(config, Files.readString(config).replace(backups.toString(), place.resolve("backups") + ""));
        CommandLineResult ran = run();
        assertThat(ran.err())
                .startsWith(place + " is on a file system that is mounted read-only; mount it writable, or set"
                        + " backup.folder")
                .hasLineCount(1);
        assertThat(ran.code()).isEqualTo(1);
    }

    private static boolean isReadOnly(Path place) {
        try {
            return Files.isDirectory(place) && Files.getFileStore(place).isReadOnly();
        } catch (IOException _) {
            return false;
        }
    }

    private CommandLineResult run() {
        return CommandLineResult.of("run", "--config", config).naming(folder);
    }
}
