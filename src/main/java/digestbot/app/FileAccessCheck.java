package digestbot.app;

import digestbot.database.Database;
import digestbot.database.DatabaseLocation;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.database.PrivateFiles;
import digestbot.ops.health.CheckFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks whether the process may access the bot's files, and reports the first problem.
public final class FileAccessCheck {

    private FileAccessCheck() {}

    public static Optional<CheckFinding> of(Config config) {
        return ofDatabase(config.database())
                .or(() -> config.backup().keep() == 0 ? Optional.empty() : ofBackups(config))
                .or(() -> ofDigests(config.digests()));
    }

    public static Optional<CheckFinding> ofDatabase(DatabaseLocation database) {
        return database instanceof SqliteLocation(Path file) ? ofDatabase(file) : Optional.empty();
    }

    private static Optional<CheckFinding> ofDatabase(Path database) {
        Path folder = database.toAbsolutePath().resolveSibling("");
        List<Path> files = Stream.concat(Database.files(database).stream(), Stream.of(RunLock.lockFile(database)))
                .toList();
        return links(database, files)
                .or(() -> files.stream()
                        .flatMap(file -> writableFile(file, "database").stream())
                        .findFirst())
                .or(() -> writableFolder(folder, "database"));
    }

    /// Reports symbolic links first, before a fix suggests changing the owner of their target.
    private static Optional<CheckFinding> links(Path database, List<Path> files) {
        if (Files.isSymbolicLink(database) && Files.notExists(database)) {
            return Optional.of(CheckFinding.failed(
                    "%s is a symbolic link that leads to nothing".formatted(database),
                    "use the path of the file itself instead, or remove the link"));
        }
        return files.stream()
                .filter(file -> !file.equals(database) && Files.isSymbolicLink(file))
                .map(file -> CheckFinding.failed(
                        "%s is a symbolic link, which the bot does not follow".formatted(file), "remove it"))
                .findFirst();
    }

    private static Optional<CheckFinding> ofBackups(Config config) {
        return ConfiguredDatabase.backups(config, InstantSource.system())
                .flatMap(backups -> writableFolder(backups.folder().toAbsolutePath(), "backup.folder"));
    }

    private static Optional<CheckFinding> ofDigests(Path digests) {
        Path folder = digests.toAbsolutePath();
        return inaccessibleAncestor(folder).or(() -> {
            boolean readable = !Files.isDirectory(folder) || (Files.isReadable(folder) && Files.isExecutable(folder));
            return readable ? Optional.empty() : Optional.of(denied("read the folder", folder, "u+rx", "a+rX"));
        });
    }

    private static Optional<CheckFinding> writableFile(Path file, String key) {
        return inaccessibleAncestor(file).or(() -> {
            if (Files.notExists(file) || (Files.isReadable(file) && Files.isWritable(file))) {
                return Optional.empty();
            }
            return Optional.of(onlyRead(file, key).orElseGet(() -> denied("read and write", file, "u+rw", "")));
        });
    }

    /// For a missing folder, checks the nearest existing ancestor.
    private static Optional<CheckFinding> writableFolder(Path folder, String key) {
        return inaccessibleAncestor(folder).or(() -> {
            Path existing = existing(folder);
            if (Files.isDirectory(existing) && Files.isWritable(existing) && Files.isExecutable(existing)) {
                return Optional.empty();
            }
            if (!Files.isDirectory(existing)) {
                return Optional.of(CheckFinding.failed(
                        existing + " is not a folder", "remove it, or set %s to another path".formatted(key)));
            }
            return Optional.of(
                    onlyRead(existing, key).orElseGet(() -> denied("write in the folder", existing, "u+rwx", "")));
        });
    }

    /// A path below a folder that this process may not enter seems not to exist.
    private static Optional<CheckFinding> inaccessibleAncestor(Path path) {
        return Stream.iterate(path.toAbsolutePath().getParent(), above -> above != null, Path::getParent)
                .filter(above -> Files.isDirectory(above) && !Files.isExecutable(above))
                .map(above -> denied("enter the folder", above, "u+x", "a+x"))
                .findFirst();
    }

    private static Optional<CheckFinding> onlyRead(Path path, String key) {
        try {
            return Files.getFileStore(path).isReadOnly()
                    ? Optional.of(CheckFinding.failed(
                            path + " is on a file system that is mounted read-only",
                            "mount it writable, or set %s to a path elsewhere".formatted(key)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // an unknown file system is not reported
        }
    }

    /// The sentence about denied access. The modes are in chmod's form, `mine` for the owner and
    /// `all` for other users; `all` is empty if the user must be the owner.
    private static CheckFinding denied(String what, Path path, String mine, String all) {
        String user = user();
        String owner = PrivateFiles.owner(path);
        String remedy = owner.equals(user)
                ? "run: chmod %s %s".formatted(mine, path)
                : all.isEmpty()
                        ? "as root, run: chown %s %s".formatted(user, path)
                        : "as root, run: chmod %s %s".formatted(all, path);
        String whose = owner.isEmpty() ? "" : ", which belongs to %s".formatted(owner);
        return CheckFinding.failed("The user %s may not %s %s%s".formatted(user, what, path, whose), remedy);
    }

    /// The user's name, or the number if the system has no name for it, as in a container.
    private static String user() {
        String name = System.getProperty("user.name", "?");
        return name.equals("?") ? PrivateFiles.owner(Path.of("/proc/self")) : name;
    }

    /// The path, or its nearest existing ancestor.
    public static Path existing(Path path) {
        return Stream.iterate(path.toAbsolutePath(), above -> above != null, Path::getParent)
                .filter(above -> !Files.notExists(above))
                .findFirst()
                .orElse(path);
    }
}
