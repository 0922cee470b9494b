package digestbot.app;

import digestbot.config.Config;
import digestbot.database.Backups;
import digestbot.database.Database;
import digestbot.database.IntegrityCheck;
import java.io.IOException;
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
