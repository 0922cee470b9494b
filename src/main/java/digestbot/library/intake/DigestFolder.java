package digestbot.library.intake;

import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The digest folder on disk.
///
/// A candidate is a regular file named `*.md` (in any case) in the folder or one of its subfolders.
/// Files and folders whose names begin with `.`, `~` or `#` are hidden or belong to an editor and
/// are ignored. A symbolic link is followed only if its target is a file inside the folder. A
/// folder named `*.md`, a FIFO or a device is never opened. Every access blocks for as long as the
/// disk does; the heartbeat of the scan tells of one that hangs.
public class DigestFolder {

    private final Path root;

    public DigestFolder(Path root) {
        this.root = root;
    }

    public List<Path> files() {
        FolderListing listing = list(() -> {});
        return listing.files().values().stream()
                .sorted(Comparator.comparing(ScannedFile::path))
                .map(scannedFile -> root.resolve(listing.root().relativize(scannedFile.file())))
                .toList();
    }

    /// Whether a file in a folder is not a digest and not a mistake either: a page of a site
    /// generator about a section, or a file that nothing says is meant as a digest.
    public static boolean isOther(Path file, ParseResult result) {
        return file.endsWith("_index.md") || (result instanceof ParseResult.Invalid invalid && invalid.isOther());
    }

    /// The subfolders that cannot be read, with the reason.
    public List<String> unreadableFolders() {
        FolderListing listing = list(() -> {});
        return Stream.concat(
                        listing.failure().map(why -> root + ": " + why).stream(),
                        listing.unreadable().entrySet().stream()
                                .map(folder -> root.resolve(folder.getKey()) + ": " + folder.getValue()))
                .toList();
    }

    final FolderListing list(Runnable progress) {
        return list(Optional.empty(), progress);
    }

    /// Finds the files. Looks only at the folders first if an earlier listing is given, and returns
    /// that one if no folder has changed: a file was neither added nor removed then, but one may
    /// have been rewritten in place. `progress` is called regularly while the scan makes progress.
    FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
        try {
            Path real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                return FolderListing.failed(root, "is not a folder");
            }
            boolean isAsBefore = earlier.filter(known -> known.root().equals(real) && hasSameFolders(known, progress))
                    .isPresent();
            return isAsBefore ? earlier.orElseThrow() : new Traversal(real, progress).listing();
        } catch (IOException e) {
            return FolderListing.failed(root, why(e));
        }
    }

    private static boolean hasSameFolders(FolderListing known, Runnable progress) {
        return known.folders().entrySet().stream().allMatch(folder -> {
            progress.run();
            try {
                return attributes(folder.getKey()).lastModifiedTime().equals(folder.getValue());
            } catch (IOException _) {
                return false;
            }
        });
    }

    /// Reads at most `limit` + 1 bytes of the file. Empty if it was removed or replaced, or was
    /// changed while it was being read.
    ///
    /// @throws IOException if it cannot be read; the message says why
    Optional<FileContent> read(ScannedFile scannedFile, long limit) throws IOException {
        Path file = scannedFile.file();
        try {
            if (!isUnchanged(scannedFile)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
                boolean whole = bytes.length == Math.min(scannedFile.stamp().size(), limit + 1);
                return whole && isUnchanged(scannedFile) ? Optional.of(new FileContent(bytes)) : Optional.empty();
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(why(e), e);
        }
    }

    /// Whether it is still the same regular file. Opening a FIFO could block.
    private static boolean isUnchanged(ScannedFile scannedFile) throws IOException {
        BasicFileAttributes now = attributes(scannedFile.file());
        return now.isRegularFile()
                && ScannedFile.of(scannedFile.path(), scannedFile.file(), now).equals(scannedFile);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "may not be read: permission denied";
            case FileSystemException e when e.getReason() != null -> "cannot be read: " + e.getReason();
            default -> "cannot be read: " + failure.getMessage();
        };
    }

    /// One traversal of the folder. Names alone decide whether an entry is a candidate or a folder,
    /// before anything is opened.
    private static final class Traversal {

        private final Path root;
        private final Map<String, ScannedFile> files = new LinkedHashMap<>();
        private final Map<String, String> unreadable = new LinkedHashMap<>();
        private final Map<Path, FileTime> folders = new LinkedHashMap<>();
        private final Deque<PendingFolder> open = new ArrayDeque<>();

        private record PendingFolder(Path folder, String prefix) {}

        private final Runnable progress;

        Traversal(Path root, Runnable progress) {
            this.root = root;
            this.progress = progress;
        }

        FolderListing listing() throws IOException {
            enter(new PendingFolder(root, ""));
            for (PendingFolder place = open.poll(); place != null; place = open.poll()) {
                try {
                    enter(place);
                } catch (NoSuchFileException _) {
                    // removed since its parent was listed
                } catch (IOException e) {
                    unreadable.put(place.prefix().substring(0, place.prefix().length() - 1), why(e));
                }
            }
            return new FolderListing(Optional.empty(), root, files, unreadable, folders);
        }

        private void enter(PendingFolder place) throws IOException {
            folders.put(place.folder(), attributes(place.folder()).lastModifiedTime());
            for (Path entry : entries(place.folder())) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(".") && !name.startsWith("~") && !name.startsWith("#")) {
                    see(entry, place.prefix() + name);
                }
            }
        }

        private static List<Path> entries(Path folder) throws IOException {
            List<Path> entries = new ArrayList<>();
            try (var stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return entries;
        }

        private void see(Path entry, String path) {
            progress.run();
            boolean digest = path.toLowerCase(Locale.ROOT).endsWith(".md");
            try {
                BasicFileAttributes attributes = attributes(entry);
                if (path.indexOf('\uFFFD') >= 0
                        && (digest || attributes.isDirectory())) { // two such names may look the same
                    unreadable.put(path, "has a name that the locale cannot show: rename it, or set LC_ALL=C.UTF-8");
                } else if (digest && attributes.isSymbolicLink()) {
                    follow(entry, path);
                } else if (digest && attributes.isRegularFile()) {
                    add(entry, path, attributes);
                } else if (!digest && attributes.isDirectory()) {
                    open.add(new PendingFolder(entry, path + "/"));
                }
            } catch (IOException _) {
                // removed since the folder was listed, or a dangling link
            }
        }

        private void follow(Path link, String path) throws IOException {
            Path target = link.toRealPath();
            if (target.startsWith(root)) {
                BasicFileAttributes attributes = attributes(target);
                if (attributes.isRegularFile()) {
                    add(target, path, attributes);
                }
            }
        }

        private void add(Path file, String path, BasicFileAttributes attributes) {
            files.put(path, ScannedFile.of(path, file, attributes));
        }
    }

    /// A file as found by a scan.
    ///
    /// @param path its name relative to the folder, with /
    /// @param file the file to read: the target if `path` is a symbolic link
    /// @param key the file key (for example the inode), if the file system has one; a different key
    /// means a different file
    record ScannedFile(
            String path,
            Path file,
            FileStamp stamp,
            @Nullable Object key) {

        private static ScannedFile of(String path, Path file, BasicFileAttributes attributes) {
            return new ScannedFile(path, file, FileStamp.of(attributes), attributes.fileKey());
        }

        /// The path without characters that could break a line of a log or message.
        static String printable(String path) {
            return path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\uFFFD");
        }
    }

    /// The files that one scan found in the folder.
    ///
    /// @param failure why the folder cannot be read; if present, the rest is empty
    /// @param root the folder's real path
    /// @param files the files that may be digests, by path
    /// @param unreadable the reasons why folders could not be read, by path
    /// @param folders the modification times of the folders, each from before it was listed
    record FolderListing(
            Optional<String> failure,
            Path root,
            Map<String, ScannedFile> files,
            Map<String, String> unreadable,
            Map<Path, FileTime> folders) {

        static FolderListing failed(Path root, String why) {
            return new FolderListing(Optional.of(why), root, Map.of(), Map.of(), Map.of());
        }

        boolean isCertainlyMissing(String path) {
            return !files.containsKey(path)
                    && unreadable.keySet().stream().noneMatch(folder -> path.startsWith(folder + "/"));
        }
    }
}
