package digestbot.app.doctor;

import digestbot.app.RunLock;
import digestbot.database.DatabaseCheckup;
import digestbot.health.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looks at the database's file and the disk that it is on.
final class StorageCheckup {

    private static final long MEGABYTE = 1_000_000;
    private static final long LITTLE = 500;
    private static final long TOO_LITTLE = 50;

    private StorageCheckup() {}

    static List<Finding> of(Path database) {
        List<Finding> findings = new ArrayList<>();
        if (Files.exists(database)) {
            findings.addAll(file(database));
        } else {
            findings.add(place(database));
        }
        findings.addAll(disk(database));
        findings.add(lock(database));
        return findings;
    }

    private static Finding place(Path database) {
        Path place = existing(database);
        return Files.isDirectory(place) && Files.isWritable(place)
                ? Finding.well("there is no database %s yet; digestbot run makes it".formatted(database))
                : Finding.failed(
                        "the database %s cannot be made in %s".formatted(database, place),
                        "let the user that the bot runs as write there, or set database");
    }

    private static List<Finding> file(Path database) {
        try {
            DatabaseCheckup checkup = DatabaseCheckup.of(database);
            return List.of(schema(database, checkup), damage(database, checkup), writable(database, checkup));
        } catch (IllegalStateException e) {
            return List.of(Finding.failed(
                    String.valueOf(e.getMessage()),
                    "see that database names the right file and that the bot's user may read and write it and its"
                            + " folder; if it is damaged, restore a backup"));
        }
    }

    private static Finding schema(Path database, DatabaseCheckup checkup) {
        return switch (checkup.schema()) {
            case CURRENT -> Finding.well("the database %s is of this version".formatted(database));
            case OLDER ->
                Finding.warning(
                        "the database %s is of an earlier version".formatted(database),
                        "back it up; digestbot run brings it up to date when it starts");
            case NEWER ->
                Finding.failed(
                        "the database %s is of a later version than this program".formatted(database),
                        "run the program that wrote it, or restore a backup");
        };
    }

    private static Finding damage(Path database, DatabaseCheckup checkup) {
        return checkup.damage().isEmpty()
                ? Finding.well("the database is whole")
                : Finding.failed(
                        "the database is damaged: " + String.join("; ", checkup.damage()),
                        "end the bot and restore a backup, or: sqlite3 %s .recover | sqlite3 new.sqlite"
                                .formatted(database));
    }

    private static Finding writable(Path database, DatabaseCheckup checkup) {
        return checkup.notWritable()
                .map(why -> Finding.failed(
                        "the database cannot be written (%s)".formatted(why),
                        "let the user that the bot runs as write %s and its folder".formatted(database)))
                .orElseGet(() -> Finding.well("the database can be written"));
    }

    private static List<Finding> disk(Path database) {
        try {
            long free = Files.getFileStore(existing(database)).getUsableSpace() / MEGABYTE;
            String what = "%,d MB of disk are free".formatted(free);
            String fix = "make room on the disk of %s".formatted(database.toAbsolutePath());
            return List.of(
                    free < TOO_LITTLE
                            ? Finding.failed(what, fix)
                            : free < LITTLE ? Finding.warning(what, fix) : Finding.well(what));
        } catch (IOException _) {
            return List.of(); // a disk that tells nothing is none to complain of
        }
    }

    private static Finding lock(Path database) {
        try {
            return Finding.well(
                    RunLock.isTaken(database) ? "a bot runs on this database now" : "no bot runs on this database now");
        } catch (IOException e) {
            return Finding.failed(
                    "the lock beside %s cannot be taken (%s)".formatted(database, e.getMessage()),
                    "let the user that the bot runs as write there");
        }
    }

    /// The file, or else the nearest folder above it that exists.
    private static Path existing(Path file) {
        Path path = file.toAbsolutePath();
        while (Files.notExists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
