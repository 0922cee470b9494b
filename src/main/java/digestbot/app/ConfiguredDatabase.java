package digestbot.app;

import digestbot.database.BackupFolder;
import digestbot.database.Database;
import digestbot.database.DatabaseHome;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck;
import digestbot.database.IntegrityCheck.SchemaState;
import digestbot.database.MaintenanceTime;
import digestbot.database.PrivateFiles;
import digestbot.database.transfer.DatabaseTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Opens the configured database and its backup folder.
public final class ConfiguredDatabase {

    private ConfiguredDatabase() {}

    /// Opens the database for a command, possibly while a bot runs.
    ///
    /// @throws IllegalStateException if the database cannot be opened; the message is for users
    public static Database open(Config config) {
        refuseUnderAnOlderBot(config.database());
        return connect(config, InstantSource.system());
    }

    /// Opens the database for the bot, or for a command that may run before it. Creates a missing
    /// folder, and makes a backup before a migration.
    ///
    /// @throws IllegalStateException if the database cannot be opened, or is a copy of another one
    public static Database create(Config config, InstantSource clock) {
        if (config.database() instanceof SqliteLocation(Path file)) {
            createFolder(file);
        }
        Database database = connect(config, clock);
        try {
            DatabaseHome.require(database, config.database());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private static Database connect(Config config, InstantSource clock) {
        Database database = Database.open(config.database(), backups(config, clock), clock);
        if (DatabaseTransfer.isIncomplete(database)) {
            database.close();
            throw new IllegalStateException(
                    "The database %s is incomplete: “digestbot database copy” was interrupted. Run it again."
                            .formatted(config.database()));
        }
        return database;
    }

    private static void createFolder(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                PrivateFiles.createFolders(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
    }

    private static void refuseUnderAnOlderBot(DatabaseLocation location) {
        try {
            if (location instanceof SqliteLocation(Path file)
                    && RunLock.isHeld(location)
                    && IntegrityCheck.schema(file) == SchemaState.OLDER) {
                throw new IllegalStateException(
                        "A bot of an earlier version is running on %s. Stop it and start this version."
                                .formatted(file));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot check whether a bot is running on " + location + ": " + e, e);
        }
    }

    /// True only if the database certainly does not exist. Does not ask a server.
    public static boolean isMissing(DatabaseLocation location) {
        return location instanceof SqliteLocation(Path file) && Files.notExists(file);
    }

    /// The backups; empty for a PostgreSQL database, which the tools of its server back up.
    public static Optional<BackupFolder> backups(Config config, InstantSource clock) {
        if (!(config.database() instanceof SqliteLocation(Path file))) {
            return Optional.empty();
        }
        Path beside = file.toAbsolutePath().resolveSibling("backups");
        return Optional.of(new BackupFolder(
                file, config.backup().folder().orElse(beside), config.backup().keep(), nightly(config), clock));
    }

    /// The time of the newest backup; empty if there is none, or if the configuration does not name
    /// the folder of a server's backups.
    ///
    /// @throws IllegalStateException if the folder cannot be read
    public static Optional<Instant> newestBackup(Config config, InstantSource clock) {
        return backups(config, clock)
                .map(BackupFolder::newest)
                .orElseGet(() -> config.backup().folder().flatMap(ConfiguredDatabase::newestFile));
    }

    static MaintenanceTime nightly(Config config) {
        return new MaintenanceTime(config.backup().at(), ZoneId.systemDefault());
    }

    /// The latest modification time of a file in the folder; empty without a file or folder.
    private static Optional<Instant> newestFile(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> Instant.ofEpochMilli(file.toFile().lastModified()))
                    .max(Comparator.naturalOrder());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("cannot list " + folder + ": " + e, e);
        }
    }
}
