package digestbot.database;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Creates all files and folders that may hold personal data: readable by their owner only,
/// whatever the umask. File systems without POSIX permissions are left as they are. SQLite gives
/// its journals the permissions of the database.
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /// Creates an empty file unless it exists. A link in its place is kept, and nothing is created
    /// at its target.
    public static boolean create(Path file) throws IOException {
        try {
            open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /// Refuses a link.
    public static FileChannel openToWrite(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), attributes(file, FILE));
    }

    /// Writes the content. An existing file, such as `/dev/stdout`, keeps its permissions.
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Channels.newOutputStream(channel).write(content);
        }
    }

    /// Puts a private file with the content in the place of the file or link: readers see the old
    /// content or the new one, never a part of it. The content is on disk when this returns.
    /// Meanwhile it is in a hidden file beside it.
    public static void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(".%s.tmp".formatted(UUID.randomUUID()));
        try {
            try (FileChannel channel = open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                Channels.newOutputStream(channel).write(content);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// The copy is on disk when this returns.
    static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        create(to);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel target = openToWrite(to)) {
            source.transferTo(0, source.size(), target);
            target.force(true);
        }
    }

    /// Also creates missing parents.
    public static void createFolders(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(folder)) {
            createFolders(parent); // a file in the way is named
            Files.createDirectories(folder, attributes(folder, FOLDER));
        }
    }

    /// Devices such as `/dev/null`, and links, do not count.
    public static boolean isAccessibleToOthers(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && permissions(file).stream().anyMatch(each -> !FOLDER.contains(each));
    }

    /// The file's mode, for example `rw-r-----`; empty if the file system has no permissions.
    public static String mode(Path file) {
        Set<PosixFilePermission> permissions = permissions(file);
        return permissions.isEmpty() ? "" : PosixFilePermissions.toString(permissions);
    }

    public static boolean isReadByAll(Path file) {
        return permissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    public static boolean isWrittenByOthers(Path folder) {
        Set<PosixFilePermission> permissions = permissions(folder);
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
    }

    /// The name of the file's owner; empty if the file system has none.
    public static String owner(Path file) {
        try {
            PosixFileAttributes attributes = attributes(file);
            return attributes == null ? "" : attributes.owner().getName();
        } catch (IOException _) {
            return "";
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            PosixFileAttributes attributes = attributes(file);
            return attributes == null ? Set.of() : attributes.permissions();
        } catch (IOException _) {
            return Set.of(); // without access to the file, its permissions are unknown
        }
    }

    private static @Nullable PosixFileAttributes attributes(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
