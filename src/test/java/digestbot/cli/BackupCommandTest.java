package digestbot.cli;

import static digestbot.cli.CommandLineResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Modes;
import digestbot.Unprivileged;
import digestbot.app.RunLock;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {

    private static final String SENT_AGAIN =
            "The backup knows nothing of later deliveries: later digests that are in the folder when the bot"
                    + " starts are sent again.\n";

    @TempDir
    Path folder;

    private Path config;
    private Path file;
    private Path copy;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("data/bot.sqlite");
        copy = folder.resolve("copy.sqlite");
        Files.createDirectories(file.getParent());
        config = Files.writeString(folder.resolve("digestbot.yaml"), "database: " + file);
    }

    @Test
    void theProgramsOfAServerGetTheParametersThatTheyKnow() throws IOException {
        Files.writeString(config, """
                database: postgresql://bot@db/my%20digests?sslmode=verify-full&currentSchema=own&tcpKeepAlive=true
                """);
        String address = "'postgresql://bot@db/my%20digests?sslmode=verify-full'";
        CommandLineResult backup = run("backup");
        assertThat(backup.code()).isEqualTo(1);
        assertThat(backup.err()).contains("pg_dump --format=custom --file=digestbot.dump --schema=own " + address);
        CommandLineResult restore = run("restore", "some.dump");
        assertThat(restore.code()).isEqualTo(1);
        assertThat(restore.err()).contains("pg_restore --clean --if-exists --dbname=%s some.dump".formatted(address));
    }

    @Test
    void backsUpWhileABotRuns() throws IOException {
        add("one");
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(file)).orElseThrow();
                Database _ = TestDatabase.open(file)) {
            CommandLineResult ran = runInGermany("backup");
            assertThat(ran.out())
                    .as("numbers are English, as the words are, on any machine")
                    .matches(
                            "Backed up to FOLDER/data/backups/bot-\\d{4}-\\d\\d-\\d\\dT\\d{6}Z-by-hand\\.sqlite \\(0\\.\\d MB in"
                                    + " \\d+\\.\\d s\\)\\.\n");
            assertThat(ran.code()).isZero();
            assertThat(run("backup", "--to", copy).code()).isZero();
        }
        assertThat(topics(copy)).containsExactly("one");
    }

    @Test
    void overwritesNothingAndBacksUpNothingWithoutADatabase() throws IOException {
        add("one");
        Files.writeString(copy, "precious");
        assertThat(run("backup", "--to", copy))
                .isEqualTo(failed("FOLDER/copy.sqlite already exists. Choose another file.\n"));
        assertThat(copy).hasContent("precious");
        assertThat(run("backup", "--to", folder.resolve("disk/copy.sqlite")))
                .isEqualTo(failed("FOLDER/disk does not exist (is the disk mounted?).\n"));
        assertThat(folder.resolve("disk")).doesNotExist();
        Files.delete(file);
        for (String command : List.of("backup", "deliveries", "release trade today", "withdraw trade today")) {
            assertThat(run((Object[]) command.split(" ", -1)))
                    .as(command)
                    .isEqualTo(failed(
                            "Database FOLDER/data/bot.sqlite not found. Start the bot once, or check “database” and the"
                                    + " folder you are in.\n"));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void restoresAndKeepsWhatWasThere() {
        add("one");
        run("backup", "--to", copy);
        add("two");
        assertThat(run("restore", copy))
                .isEqualTo(new CommandLineResult(
                        0,
                        "Restored FOLDER/data/bot.sqlite from FOLDER/copy.sqlite.\nThe old database was kept as"
                                + " FOLDER/data/bot.sqlite.before-restore. To undo: digestbot restore"
                                + " FOLDER/data/bot.sqlite.before-restore\n" + SENT_AGAIN,
                        ""));
        assertThat(topics(file)).containsExactly("one");
        assertThat(run("restore", folder.resolve("data/bot.sqlite.before-restore"))
                        .code())
                .isZero();
        assertThat(topics(file)).containsExactly("one", "two");
        assertThat(topics(folder.resolve("data/bot.sqlite.before-restore-2"))).containsExactly("one");
    }

    @Test
    void aLogThatIsPutAsideStaysPrivateAndIsKeptToTheDatabaseUntilThatIsAside() throws IOException {
        Path killed = killed();
        Modes.set(killed.resolveSibling("bot.sqlite-wal"), "rw-r--r--");
        // A folder in the place of SQLite's index keeps SQLite from reading the log, and nothing
        // can be moved to it.
        Path inTheWay = Files.createDirectories(killed.resolveSibling("bot.sqlite.before-restore-shm/x"));
        assertThat(run("restore", copy).code()).isZero();
        assertThat(Modes.of(killed.resolveSibling("bot.sqlite.before-restore-wal")))
                .isEqualTo("rw-------");

        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        Path aside = killed.resolveSibling("bot.sqlite.before-restore");
        assertThat(topics(Files.exists(aside) ? aside : killed)).containsExactly("one", "two");
        assertThat(killed.resolveSibling("bot.sqlite.restoring")).doesNotExist();
    }

    @Test
    @Unprivileged
    void saysInOneSentenceThatItMayNotRestoreThere() throws IOException {
        add("one");
        run("backup", "--to", copy);
        Modes.set(file.getParent(), "r-xr-xr-x");
        try {
            CommandLineResult ran = run("restore", copy);
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).matches("The user .* may not write in the folder FOLDER/data, .*\n");
        } finally {
            Modes.set(file.getParent(), "rwx------");
        }
        assertThat(topics(file)).containsExactly("one");
    }

    @Test
    void keepsWhatTheDatabaseHadNotTakenInYet() throws IOException {
        Path killed = killed();
        assertThat(run("restore", copy).code()).isZero();
        assertThat(topics(killed)).containsExactly("one");
        assertThat(killed.resolveSibling("bot.sqlite.before-restore-wal")).doesNotExist();
        assertThat(killed.resolveSibling("bot.sqlite.before-restore-shm")).doesNotExist();
        assertThat(topics(killed.resolveSibling("bot.sqlite.before-restore"))).containsExactly("one", "two");
    }

    /// A database as after a kill: its last commits are in the log beside it, and not in the copy.
    private Path killed() throws IOException {
        add("one");
        run("backup", "--to", copy);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(
                    tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('two', 'two')"));
            for (String each : List.of("bot.sqlite", "bot.sqlite-wal", "bot.sqlite-shm")) {
                Files.copy(file.resolveSibling(each), killed.resolve(each));
            }
        }
        config = Files.writeString(folder.resolve("digestbot.yaml"), "database: " + killed.resolve("bot.sqlite"));
        return killed.resolve("bot.sqlite");
    }

    @Test
    void restoresWhereThereIsNoDatabaseAnyMore() throws IOException {
        add("one");
        run("backup", "--to", copy);
        Files.delete(file);
        assertThat(run("restore", copy))
                .isEqualTo(new CommandLineResult(
                        0, "Restored FOLDER/data/bot.sqlite from FOLDER/copy.sqlite.\n" + SENT_AGAIN, ""));
        assertThat(topics(file)).containsExactly("one");
        assertThat(Modes.of(file)).isEqualTo("rw-------");
    }

    @Test
    void restoresNothingWhileABotRuns() throws IOException {
        add("one");
        run("backup", "--to", copy);
        try (RunLock _ = RunLock.tryAcquire(new SqliteLocation(file)).orElseThrow()) {
            assertThat(run("restore", copy))
                    .isEqualTo(failed("A bot is running on FOLDER/data/bot.sqlite. Stop it first.\n"));
        }
    }

    @Test
    void touchesNothingIfTheFileIsNoSoundDatabaseOfTheBot() throws IOException {
        add("one");
        run("backup", "--to", copy);
        damage(copy);
        assertThat(refused(copy)).containsAnyOf("damaged", "malformed");
        assertThat(refused(Files.writeString(folder.resolve("text"), "no database. ".repeat(100))))
                .contains("cannot read FOLDER/text: ", "not a database");
        assertThat(refused(Files.createFile(folder.resolve("empty")))).contains("is not a database of digestbot");
        assertThat(refused(folder.resolve("nothing"))).isEqualTo("FOLDER/nothing not found. Nothing was changed.\n");
        assertThat(refused(Files.createDirectory(folder.resolve("backups"))))
                .isEqualTo("FOLDER/backups is a folder: name a backup in it. Nothing was changed.\n");
        assertThat(refused(file)).contains("is the database itself");
        Path later = folder.resolve("later.sqlite");
        run("backup", "--to", later);
        try (Database database = TestDatabase.open(later)) {
            database.writeWithoutResult(tx -> tx.handle()
                    .execute(
                            "INSERT INTO flyway_schema_history VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 0,"
                                    + " 'x', '2026-01-01 00:00:00.000', 1, 1)"));
        }
        assertThat(refused(later)).contains("is from a later version than this program");
        Path changed = folder.resolve("changed.sqlite");
        run("backup", "--to", changed);
        try (Database database = TestDatabase.open(changed)) {
            database.writeWithoutResult(tx -> tx.handle().execute("UPDATE flyway_schema_history SET checksum = 1"));
        }
        assertThat(refused(changed))
                .isEqualTo("FOLDER/changed.sqlite was made by a development version, and this version cannot take its"
                        + " data along. Nothing was changed.\n");
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .contains("bot.sqlite")
                    .noneMatch(name -> name.contains("restor"));
        }
        assertThat(topics(file)).containsExactly("one");
    }

    private String refused(Path backup) {
        CommandLineResult ran = run("restore", backup);
        assertThat(ran.code()).isOne();
        assertThat(ran.out()).isEmpty();
        return ran.err();
    }

    private static void damage(Path path) throws IOException {
        try (var access = new RandomAccessFile(path.toFile(), "rw")) {
            access.seek(access.length() / 2 / 4096 * 4096);
            access.write(new byte[40_960]);
        }
    }

    private void add(String topic) {
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(
                    tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES (?, ?)", topic, topic));
        }
    }

    private static List<String> topics(Path database) {
        try (Database opened = TestDatabase.open(database)) {
            return opened.read(tx -> tx.handle()
                    .createQuery("SELECT id FROM topic ORDER BY number")
                    .mapTo(String.class)
                    .list());
        }
    }

    private CommandLineResult runInGermany(Object... arguments) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMAN);
            return run(arguments);
        } finally {
            Locale.setDefault(before);
        }
    }

    private CommandLineResult run(Object... arguments) {
        return CommandLineResult.of(arguments, "--config", config).naming(folder);
    }
}
