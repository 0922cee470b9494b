package digestbot.database;

import java.nio.file.Path;
import java.time.Duration;

/// A backup that was made: a whole database in one file.
///
/// @param took how long it took
public record Backup(Path file, long bytes, Duration took) {}
