package digestbot.app;

import digestbot.config.Config;
import digestbot.database.Backups;
import digestbot.database.Database;
import digestbot.database.IntegrityCheck;
import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// Opens the configured database and its backup folder.
public final class DatabaseFiles {

    private DatabaseFiles() {}

    /// The digests that are held for review.
    public static Database open(Config config) {
        refuseUnderAnOlderBot(config.database());
        InstantSource clock = InstantSource.system();
        return Database.open(config.database(), backups(config, clock), clock);
    }

    /// Opens the database for the bot, and makes its folder if it is missing. It is backed up
    /// before a migration.
    ///
    /// @throws IllegalStateException if it cannot be opened
    static Database create(Config config, InstantSource clock) {
        Path file = config.database();
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                PrivateFiles.createFolders(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder of " + file, e);
        }
        return Database.open(file, backups(config, clock), clock);
    }

    private static void refuseUnderAnOlderBot(Path file) {
        try {
            if (RunLock.isHeld(file) && IntegrityCheck.schema(file) == IntegrityCheck.SchemaState.OLDER) {
                throw new IllegalStateException(
                        "A bot of an earlier version is running on %s. Stop it and start this version."
                                .formatted(file));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot check whether a bot is running on " + file + ": " + e, e);
        }
    }

    /// The backups of the database, beside it if the configuration names no folder.
    public static Backups backups(Config config, InstantSource clock) {
        Path beside = config.database().toAbsolutePath().resolveSibling("backups");
        return new Backups(config.database(), config.backup().folder().orElse(beside), clock);
    }
}
