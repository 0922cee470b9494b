package digestbot.cli.doctor;

import digestbot.app.RunLock;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.IntegrityCheck;
import digestbot.health.CheckFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Checks the database; if it is a file, also its disk.
final class DatabaseCheck {

    private static final long MEGABYTE = 1_000_000;
    private static final long WARN_BELOW_MB = 500;
    private static final long FAIL_BELOW_MB = 50;

    private DatabaseCheck() {}

    static List<CheckFinding> of(DatabaseLocation location, InstantSource clock) {
        return switch (location) {
            case SqliteLocation(Path file) -> of(file);
            case PostgresLocation server -> ServerCheck.of(server, clock);
        };
    }

    private static List<CheckFinding> of(Path database) {
        List<CheckFinding> findings = new ArrayList<>();
        if (Files.exists(database)) {
            findings.addAll(file(database));
        } else {
            findings.add(place(database));
        }
        findings.addAll(disk(database));
        findings.add(lock(database));
        return findings;
    }

    private static CheckFinding place(Path database) {
        Path folder = existing(database);
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? CheckFinding.ok("Database %s does not exist yet; “digestbot run” creates it".formatted(database))
                : CheckFinding.failed(
                        "Database %s cannot be created in %s".formatted(database, folder),
                        "let the bot's user write there, or set database");
    }

    private static List<CheckFinding> file(Path database) {
        try {
            IntegrityCheck check = IntegrityCheck.of(database);
            return List.of(schema(database, check), damage(database, check), writable(database, check));
        } catch (IllegalStateException e) {
            return List.of(CheckFinding.failed(
                    String.valueOf(e.getMessage()),
                    "check that database names the right file and that the bot's user may read and write it and its"
                            + " folder; if it is damaged, restore a backup"));
        }
    }

    private static CheckFinding schema(Path database, IntegrityCheck check) {
        return switch (check.schema()) {
            case CURRENT -> CheckFinding.ok("Database %s: schema is current".formatted(database));
            case OLDER ->
                CheckFinding.warning(
                        "Database %s is from an earlier version".formatted(database),
                        "back it up; “digestbot run” updates it at startup");
            case NEXT, NEWER ->
                CheckFinding.failed(
                        "Database %s is from a later version than this program".formatted(database),
                        "run the later version, or restore a backup");
        };
    }

    private static CheckFinding damage(Path database, IntegrityCheck check) {
        return check.damage().isEmpty()
                ? CheckFinding.ok("Database: integrity check passed")
                : CheckFinding.failed(
                        "Database is damaged: " + String.join("; ", check.damage()),
                        "stop the bot and restore a backup, or run: sqlite3 %s .recover | sqlite3 new.sqlite"
                                .formatted(database));
    }

    private static CheckFinding writable(Path database, IntegrityCheck check) {
        return check.writeError()
                .map(reason -> CheckFinding.failed(
                        "Database cannot be written (%s)".formatted(reason),
                        "let the bot's user write %s and its folder".formatted(database)))
                .orElseGet(() -> CheckFinding.ok("Database: writable"));
    }

    private static List<CheckFinding> disk(Path database) {
        try {
            long free = Files.getFileStore(existing(database)).getUsableSpace() / MEGABYTE;
            String what = "Free disk space: %,d MB".formatted(free);
            String fix = "free some space on the disk of %s".formatted(database.toAbsolutePath());
            return List.of(
                    free < FAIL_BELOW_MB
                            ? CheckFinding.failed(what, fix)
                            : free < WARN_BELOW_MB ? CheckFinding.warning(what, fix) : CheckFinding.ok(what));
        } catch (IOException _) {
            return List.of(); // unknown free space is not a finding
        }
    }

    private static CheckFinding lock(Path database) {
        try {
            return running(RunLock.isHeld(new SqliteLocation(database)));
        } catch (IOException e) {
            return CheckFinding.failed(
                    "Cannot take the lock of %s (%s)".formatted(database, e.getMessage()),
                    "let the bot's user write there");
        }
    }

    static CheckFinding running(boolean isRunning) {
        return CheckFinding.ok(isRunning ? "A bot is running on this database" : "No bot is running on this database");
    }

    /// The file, or the nearest existing folder above it.
    private static Path existing(Path file) {
        Path path = file.toAbsolutePath();
        while (Files.notExists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
