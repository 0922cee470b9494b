package digestbot.cli;

import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.config.ConfigReader;
import digestbot.database.BackupFolder;
import digestbot.database.BackupFolder.Backup;
import digestbot.database.Database;
import digestbot.database.DatabaseHome;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.ReadOnlyDatabase;
import digestbot.database.Restore;
import digestbot.database.transfer.DatabaseTransfer;
import digestbot.library.archive.Library;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "database",
        description = "Copy the database, between SQLite and PostgreSQL or within one of them, or adopt a copy.",
        subcommands = {DatabaseCommand.CopyCommand.class, DatabaseCommand.AdoptCommand.class})
final class DatabaseCommand extends CliCommand.Group {

    private static final Path DUMP = Path.of("digestbot.dump");

    @Command(
            name = "copy",
            description = {
                "Copy all data to a new database, and compare the numbers of rows; no bot may be running.",
                "An interrupted copy begins anew when the command is run again. The source is not changed."
            },
            footer = {
                "",
                "The password of a PostgreSQL user is read from the environment variable DATABASE_PASSWORD,"
                        + " or from the file that DATABASE_PASSWORD_FILE names.",
                "",
                "Example:",
                "  digestbot database copy --from data/digestbot.sqlite --to postgresql://digestbot@localhost/digestbot"
            })
    static final class CopyCommand extends CliCommand {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DATABASE",
                description = "SQLite file, or postgresql://user@host:port/name.")
        private String from = "";

        @Option(
                names = "--to",
                required = true,
                paramLabel = "DATABASE",
                description = "New database, in the same form.")
        private String to = "";

        @Override
        public Integer call() throws IOException {
            DatabaseLocation source = location(from);
            DatabaseLocation target = location(to);
            if (source.equals(target)) {
                return fail("Both databases are %s. Name another one after --to.".formatted(source));
            }
            if (ConfiguredDatabase.isMissing(source)) {
                return fail("Database %s not found.".formatted(source));
            }
            try (RunLock _ = lock(source);
                    RunLock _ = lock(target)) {
                Database.requireUsable(source);
                if (IntegrityCheck.schema(source) != SchemaState.CURRENT) {
                    return fail("The database %s is from another version. Start this version on it once."
                            .formatted(source));
                }
                return copy(source, target);
            } catch (IllegalStateException e) {
                return fail(String.valueOf(e.getMessage()));
            }
        }

        private static RunLock lock(DatabaseLocation location) throws IOException {
            return RunLock.tryAcquire(location)
                    .orElseThrow(() ->
                            new IllegalStateException("A bot is running on %s. Stop it first.".formatted(location)));
        }

        private DatabaseLocation location(String text) {
            return Config.database(text, System.getenv())
                    .orElseThrow(() -> wrong(
                            "“%s” is not a database. Name a file, or postgresql://user@host:port/name without a password."
                                    .formatted(ConfigReader.withoutLogin(text))));
        }

        private int copy(DatabaseLocation source, DatabaseLocation target) {
            try (ReadOnlyDatabase read = ReadOnlyDatabase.open(source);
                    Database written = Database.open(target)) {
                var transfer = new DatabaseTransfer(read, written);
                transfer.copy((table, rows) -> {
                    println("%,10d rows  %s".formatted(rows, table));
                });
                println("%,10d digests indexed for search".formatted(new Library().rebuildSearchIndex(written)));
                transfer.complete();
            }
            String setting = target instanceof PostgresLocation server ? server.address() : target.toString();
            printSuccess(
                    "Copied %s to %s. Set “database: %s” before you start the bot.".formatted(source, target, setting));
            return 0;
        }
    }

    @Command(
            name = "adopt",
            description = {
                "Let the bot start on a copy of a database, such as a restored dump or a moved file.",
                "Stop the bot of the original for good before: both would send everything."
            })
    static final class AdoptCommand extends ConfiguredCommand {

        @Override
        public Integer call() {
            Config config = load();
            requireDatabase(config);
            try (Database database = ConfiguredDatabase.open(config)) {
                DatabaseHome.adopt(database, config.database());
            } catch (IllegalStateException e) {
                return fail(String.valueOf(e.getMessage()));
            }
            printSuccess("Adopted %s: bots start on it. Run none on the original.".formatted(config.database()));
            return 0;
        }
    }

    @Command(name = "backup", description = "Back up the database to one file; the bot may be running.")
    static final class BackupCommand extends ConfiguredCommand {

        private static final double MEGABYTE = 1e6;

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "New file for the copy (default: a file in backup.folder).")
        private Optional<Path> to = Optional.empty();

        @Override
        public Integer call() {
            Config config = load();
            requireDatabase(config);
            if (to.filter(Files::exists).isPresent()) {
                return fail("%s already exists. Choose another file.".formatted(to.orElseThrow()));
            }
            return switch (config.database()) {
                case SqliteLocation _ ->
                    backUp(ConfiguredDatabase.backups(config, clock()).orElseThrow());
                case PostgresLocation server -> fail(dumpCommand(server, to));
            };
        }

        private int backUp(BackupFolder backups) {
            try {
                Backup made = to.map(backups::makeAt).orElseGet(backups::makeManual);
                printSuccess("Backed up to %s (%.1f MB in %.1f s)."
                        .formatted(
                                made.file(),
                                made.bytes() / MEGABYTE,
                                made.took().toMillis() / 1e3));
                return 0;
            } catch (IllegalStateException e) {
                return fail(e.getMessage()
                        + (e.getCause() == null
                                ? "."
                                : ". Check the free disk space and your permission to write there."));
            }
        }
    }

    @Command(
            name = "restore",
            description = "Replace the database with a backup, keeping the old one aside; the bot must be stopped.",
            footer = {"", "Example:", "  digestbot restore data/backups/digestbot-2026-02-06T021500Z.sqlite"})
    static final class RestoreCommand extends ConfiguredCommand {

        @Parameters(paramLabel = "FILE", description = "Backup file; it is copied, not moved.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            DatabaseLocation location = load().database();
            return switch (location) {
                case SqliteLocation(Path database) -> restore(location, database);
                case PostgresLocation server -> fail(howToRestore(server, file));
            };
        }

        private int restore(DatabaseLocation location, Path database) throws IOException {
            Optional<CheckFinding> denied = FileAccessCheck.ofDatabase(location);
            if (denied.isPresent()) {
                return fail(denied.get().sentence());
            }
            Optional<RunLock> lock = RunLock.tryAcquire(location);
            if (lock.isEmpty()) {
                return fail("A bot is running on %s. Stop it first.".formatted(database));
            }
            try (RunLock _ = lock.get()) {
                print(Restore.of(file, database));
                return 0;
            } catch (IllegalStateException | UncheckedIOException e) {
                return fail(e.getMessage() + ". Nothing was changed.");
            }
        }

        private void print(Restore restore) {
            printSuccess("Restored %s from %s.".formatted(restore.database(), file));
            if (restore.schema() == SchemaState.OLDER) {
                println("The backup is from an earlier version; “digestbot run” updates it at startup.");
            }
            restore.previousDatabase()
                    .ifPresent(aside -> println(
                            "The old database was kept as %s. To undo: digestbot restore %s".formatted(aside, aside)));
            println("The backup knows nothing of later deliveries: later digests that are in the folder when the bot"
                    + " starts are sent again.");
        }
    }

    private static String dumpCommand(PostgresLocation server, Optional<Path> to) {
        return """
                The database is on a PostgreSQL server, which has its own tools for backups. Run:
                  pg_dump --format=custom --file=%s%s '%s'
                If backup.folder names the folder of the dumps, “digestbot doctor” checks the age of the newest one.""".formatted(
                to.orElse(DUMP), server.schema().map(" --schema=%s"::formatted).orElse(""), server.addressForTools());
    }

    private static String howToRestore(PostgresLocation server, Path file) {
        return """
                The database is on a PostgreSQL server, which has its own tools for backups. Stop the bot and run:
                  pg_restore --clean --if-exists --dbname='%s' %s""".formatted(server.addressForTools(), file);
    }
}
