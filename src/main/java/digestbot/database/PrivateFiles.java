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

/// Creates all files and folders that may hold personal data: readable only by their owner,
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

    static void create(Path file) throws IOException {
        open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
    }

    /// Opens the file; refuses a link.
    public static FileChannel openToWrite(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), attributes(file, FILE));
    }

    /// Writes the content to a new file, or replaces the content of an existing one. A link is
    /// followed to an existing target, such as `/dev/stdout`, whose permissions are kept. Nothing
    /// is created at a missing target.
    ///
    /// @throws FileAlreadyExistsException if the file is a link to a missing target
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Channels.newOutputStream(channel).write(content);
        }
    }

    /// Atomically replaces the file by the content, or creates it: readers see the old content or
    /// the new one, never a part. An existing file keeps its permissions and, if this process may
    /// change owners, its owner; a new file gets the owner of its folder. Until the content is
    /// complete, it is in a hidden file in the same folder. When this returns, the content is on
    /// disk.
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, Files.exists(file));
    }

    /// Like [#replace(Path, byte[])], but the result is always a private file. It inherits nothing
    /// from a link, or from a file that others can access and that cannot be restricted.
    public static void replaceByPrivate(Path file, byte[] content) throws IOException {
        boolean isLink = Files.isSymbolicLink(file);
        if (!isLink) {
            closeToOthers(file);
        }
        replace(file, content, !isLink && Files.exists(file) && !isAccessibleToOthers(file));
    }

    private static void replace(Path file, byte[] content, boolean inherits) throws IOException {
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

    /// Copies the file with its owner. When this returns, the copy is on disk.
    static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        create(to);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel target = openToWrite(to)) {
            source.transferTo(0, source.size(), target);
            target.force(true);
        }
    }

    /// Creates the folder and missing parents. Each folder gets the owner of its parent if this
    /// process may change owners.
    public static void createFolders(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(folder)) {
            createFolders(parent); // a file in the way is named
            Files.createDirectories(folder, attributes(folder, FOLDER));
        }
    }

    /// Ignores links, and devices such as `/dev/null`.
    public static boolean isAccessibleToOthers(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && permissions(file).stream().anyMatch(each -> !FOLDER.contains(each));
    }

    /// The permissions, such as `rw-r-----`; empty if the file system has none.
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

    /// Restricts the file to its owner, if possible, and logs the result. Links are not followed.
    /// Must be called before this process opens the file as a database, because closing any handle
    /// to the file drops SQLite's locks.
    public static void closeToOthers(Path file) {
        if (Files.isSymbolicLink(file)) {
            LOG.warn("permissions not changed: {} is a symbolic link; remove it", file);
        } else if (isAccessibleToOthers(file)) {
            String before = mode(file);
            try {
                restrictPermissions(file);
                LOG.info("restricted permissions of {} (was {}): only its owner may read it", file, before);
            } catch (IOException e) {
                LOG.warn("cannot restrict permissions of {} ({}): {}", file, before, e.toString());
            }
        }
    }

    private static void restrictPermissions(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (view != null) {
            Set<PosixFilePermission> kept = EnumSet.copyOf(FILE);
            kept.retainAll(view.readAttributes().permissions());
            view.setPermissions(kept);
        }
    }

    /// Gives the file the owner and the group of another, and returns whether it has them
    /// afterwards.
    static boolean changeOwner(Path file, Path ownerSource) throws IOException {
        PosixFileAttributeView view = view(file);
        PosixFileAttributeView other = view(ownerSource.toRealPath());
        if (view == null || other == null) {
            return true;
        }
        PosixFileAttributes wanted = other.readAttributes();
        PosixFileAttributes found = view.readAttributes();
        try {
            if (!found.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            if (!found.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            return true;
        } catch (IOException _) {
            return found.owner().equals(wanted.owner()); // only root may change owners
        }
    }

    /// The owner and group, such as `digestbot:digestbot`; empty if the file system has none.
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
