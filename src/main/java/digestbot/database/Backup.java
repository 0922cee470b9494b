package digestbot.database;

import java.nio.file.Path;
import java.time.Duration;

/// A backup: a whole database in one file.
///
/// @param took the time that the backup took
public record Backup(Path file, long bytes, Duration took) {}
