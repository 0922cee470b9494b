package digestbot.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates all files and folders that may hold personal data: readable by their owner only,
/// whatever the umask. File systems without POSIX permissions are left as they are.
///
/// SQLite gives its journals the permissions of the database, and their owner too if root runs it, so a database
/// that was made here needs nothing more.
public final class PrivateFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /// Makes the file, empty, if it is not there. A link in its place stays, and nothing is made where it leads.
    ///
    /// @param ownerSource the file or folder whose owner gets the new file, if this process may give files away
    /// @return whether it was made
    public static boolean create(Path file, Path ownerSource) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel _ = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            changeOwner(file, ownerSource);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false; // somebody else made it meanwhile
        }
    }

    /// Makes the file, empty, for whoever runs this process.
    ///
    /// @throws FileAlreadyExistsException if it is there
    static void create(Path file) throws IOException {
        open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
    }

    /// Opens the file to be written, unless a link is in its place.
    public static FileChannel openToWrite(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /// Opens the file; if that makes it, it is private.
    private static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), attributes(file, FILE));
    }

    /// Writes the content, in place of what the file may hold. A link is followed to what is there, such as
    /// `/dev/stdout`, whose permissions stay; where it leads to nothing, nothing is made.
    ///
    /// @throws FileAlreadyExistsException if the file is a link that leads to nothing
    public static void write(Path file, byte[] content) throws IOException {
        boolean there = Files.exists(file);
        try (FileChannel channel = there
                ? open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                : open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (isAccessibleToOthers(file)) {
                restrictPermissions(file);
            }
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    /// Copies the file; the copy has the original's owner and is on disk when this returns.
    static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        create(to, from);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel target = openToWrite(to)) {
            source.transferTo(0, source.size(), target);
            target.force(true);
        }
    }

    /// Makes the folder, and those above it that are missing. Each gets the owner of the one above it, where this
    /// process may give files away.
    public static void createFolders(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Path parent = absolute.getParent();
        if (Files.isDirectory(absolute) || parent == null) {
            return;
        }
        createFolders(parent);
        try {
            Files.createDirectory(absolute, attributes(absolute, FOLDER));
            changeOwner(absolute, parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
    }

    /// Resolves a symbolic link; the target need not exist.
    ///
    /// A link is accepted only if it has the same owner as its target; otherwise another user could
    /// trick root into changing root's files.
    ///
    /// @throws IOException if the link is not good; the message is a sentence that says what to do
    public static Path resolveLink(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        boolean there = Files.exists(file);
        Path target = there ? file.toRealPath() : missing(file);
        PosixFileAttributeView link = view(file);
        PosixFileAttributeView owned = view(there ? target : target.resolveSibling(""));
        if (link != null && owned != null && !link.getOwner().equals(owned.getOwner())) {
            throw badLink(
                    file,
                    "belongs to %s, but what it leads to belongs to %s"
                            .formatted(
                                    link.getOwner().getName(), owned.getOwner().getName()));
        }
        return target;
    }

    /// The file that a link leads to and that is not there.
    private static Path missing(Path link) throws IOException {
        Path target = link.toAbsolutePath().resolveSibling(Files.readSymbolicLink(link));
        Path folder = target.resolveSibling("");
        if (Files.isSymbolicLink(target) || !Files.isDirectory(folder)) {
            throw badLink(link, "leads to nothing");
        }
        return folder.toRealPath().resolve(String.valueOf(target.getFileName()));
    }

    private static IOException badLink(Path link, String reason) {
        return new IOException(
                "%s is a symbolic link that %s; use the path of the file itself instead, or remove the link."
                        .formatted(link, reason));
    }

    /// True if others than its owner may do anything with the file. A device such as `/dev/null` is everybody's, and
    /// does not count, nor does a link.
    public static boolean isAccessibleToOthers(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && permissions(file).stream().anyMatch(each -> !FOLDER.contains(each));
    }

    /// The file's permissions, such as `rw-r-----`; empty if the file system does not say.
    public static String mode(Path file) {
        Set<PosixFilePermission> permissions = permissions(file);
        return permissions.isEmpty() ? "" : PosixFilePermissions.toString(permissions);
    }

    /// True if everybody on the machine may read the file.
    public static boolean isReadByAll(Path file) {
        return permissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    /// True if others than its owner may put files into the folder, or take some out.
    public static boolean isWrittenByOthers(Path folder) {
        Set<PosixFilePermission> permissions = permissions(folder);
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
    }

    /// Restricts the file to its owner, if possible, and logs the result. Symbolic links are not
    /// followed.
    ///
    /// To be called before this process opens the file as a database: it takes a handle to it, and closing any
    /// handle drops the locks that SQLite has.
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

    /// Gives the file the owner and the group of another, where this process may.
    ///
    /// @return whether it has them then
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
            return found.owner().equals(wanted.owner()); // only root may give files away
        }
    }

    /// The owner and the group of a file, such as `digestbot:digestbot`; empty if the file system does not say.
    public static String owner(Path file) {
        try {
            PosixFileAttributeView view = view(file.toRealPath());
            if (view == null) {
                return "";
            }
            PosixFileAttributes attributes = view.readAttributes();
            return attributes.owner().getName() + ":" + attributes.group().getName();
        } catch (IOException _) {
            return "";
        }
    }

    /// Gives the file the permissions of another.
    static void copyPermissions(Path file, Path ownerSource) throws IOException {
        PosixFileAttributeView view = view(file);
        PosixFileAttributeView other = view(ownerSource.toRealPath());
        if (view != null && other != null) {
            view.setPermissions(other.readAttributes().permissions());
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            PosixFileAttributeView view = view(file.toRealPath());
            return view == null ? Set.of() : view.readAttributes().permissions();
        } catch (IOException _) {
            return Set.of(); // a user who may not even look sees no permissions
        }
    }

    /// Of the file itself, never of what a link in its place leads to: somebody else may have put it there, and root
    /// must not give away what it points to.
    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
