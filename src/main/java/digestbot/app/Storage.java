package digestbot.app;

import digestbot.app.config.Config;
import digestbot.database.Backups;
import digestbot.database.Database;
import java.nio.file.Path;
import java.time.InstantSource;

/// The database as the configuration wants it, and its backups.
public final class Storage {

    private Storage() {}

    /// Opens it; before its tables are changed, it is backed up.
    ///
    /// @throws IllegalStateException if that fails; the message names the file
    public static Database open(Config config) {
        InstantSource clock = InstantSource.system();
        return Database.open(config.database(), backups(config, clock), clock);
    }

    /// Its backups, beside it if the configuration names no folder.
    public static Backups backups(Config config, InstantSource clock) {
        Path beside = config.database().toAbsolutePath().resolveSibling("backups");
        return new Backups(config.database(), config.backup().folder().orElse(beside), clock);
    }
}
