package digestbot.library.intake;

import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent;
import digestbot.library.archive.FileRecord.FileStamp;
import digestbot.library.intake.FileSource.FolderListing;
import digestbot.library.intake.FileSource.ScannedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The digest folder on disk.
///
/// A candidate is a regular file named `*.md` (in any case) in the folder or one of its subfolders.
/// Files and folders whose names begin with `.`, `~` or `#` are hidden or belong to an editor and
/// are ignored. A symbolic link is followed only if its target is a file inside the folder. A
/// folder named `*.md`, a FIFO or a device is never opened, and cannot block the scan if it
/// replaces a file in the meantime.
public record DigestFolder(Path root) implements FileSource {

    public List<Path> files() {
        FolderListing listing = list(() -> {});
        return listing.files().values().stream()
                .sorted(Comparator.comparing(ScannedFile::path))
                .map(scannedFile -> root.resolve(listing.root().relativize(scannedFile.file())))
                .toList();
    }

    /// Whether a file in a folder is no digest and no mistake either: a page of a site
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

    @Override
    public FolderListing list(Optional<FolderListing> earlier, Runnable progress) {
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

    @Override
    public Optional<FileContent> read(ScannedFile scannedFile, long limit) throws IOException {
        try (InputStream in = FileOpener.open(scannedFile)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
            FileStamp after = FileStamp.of(attributes(scannedFile.file()));
            boolean whole = after.equals(scannedFile.stamp()) && bytes.length == Math.min(after.size(), limit + 1);
            return whole ? Optional.of(new FileContent(bytes)) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IOException(why(e), e);
        }
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
                String name = name(entry);
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
                if (digest && attributes.isSymbolicLink()) {
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
            files.put(path, new ScannedFile(path, file, FileStamp.of(attributes), attributes.fileKey()));
        }

        /// The name as stored on disk; see [RawPath].
        private static String name(Path entry) {
            String name = String.valueOf(entry.getFileName());
            return name.indexOf('\uFFFD') < 0 ? name : fromBytes(entry);
        }

        private static String fromBytes(Path entry) {
            byte[] bytes = RawPath.name(entry);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException _) {
                String address = RawPath.address(entry);
                return address.substring(address.lastIndexOf('/') + 1);
            }
        }
    }

    /// Opens a regular file without ever blocking, even if a FIFO or a device replaces the file
    /// just before.
    ///
    /// Java has no O_NONBLOCK. On Linux the native `open` is called with it; the descriptor cannot
    /// change into something else, so the file is then reopened through `/proc/self/fd` for Java to
    /// read. On other systems the file is opened normally.
    private static final class FileOpener {

        /// The flags O_RDONLY | O_NONBLOCK | O_CLOEXEC from Linux' `fcntl.h`, the same on all
        /// machines that Java runs on.
        private static final int READ_WITHOUT_WAITING = 0x800 | 0x80000;

        /// The directory of this process's open files, by descriptor.
        private static final Path OPEN = Path.of("/proc/self/fd");

        private static final Optional<LibC> LIB_C = LibC.find();

        private FileOpener() {}

        /// Throws a NoSuchFileException if the file no longer exists or was replaced.
        static InputStream open(ScannedFile scannedFile) throws IOException {
            Path file = scannedFile.file();
            int descriptor = LIB_C.isPresent() ? LIB_C.get().open(RawPath.bytes(file)) : -1;
            if (descriptor < 0) {
                return Files.newInputStream(
                        file, LinkOption.NOFOLLOW_LINKS); // throws the reason if it cannot be opened
            }
            try {
                Path opened = OPEN.resolve(Integer.toString(descriptor));
                BasicFileAttributes attributes = Files.readAttributes(opened, BasicFileAttributes.class);
                if (!attributes.isRegularFile() || !Objects.equals(attributes.fileKey(), scannedFile.key())) {
                    throw new NoSuchFileException(file.toString(), null, "it was replaced by another file");
                }
                return Files.newInputStream(opened);
            } finally {
                LIB_C.get().close(descriptor);
            }
        }

        private record LibC(MethodHandle opens, MethodHandle closes) {

            static Optional<LibC> find() {
                boolean linux = System.getProperty("os.name", "")
                        .toLowerCase(Locale.ROOT)
                        .equals("linux");
                return linux && Files.isDirectory(OPEN) ? linked() : Optional.empty();
            }

            @SuppressWarnings("restricted")
            private static Optional<LibC> linked() {
                try {
                    Linker linker = Linker.nativeLinker();
                    var open = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
                    var close = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
                    return Optional.of(new LibC(
                            linker.downcallHandle(
                                    linker.defaultLookup().findOrThrow("open"),
                                    open,
                                    Linker.Option.firstVariadicArg(2)),
                            linker.downcallHandle(linker.defaultLookup().findOrThrow("close"), close)));
                } catch (RuntimeException | LinkageError _) {
                    return Optional.empty(); // native calls are not permitted
                }
            }

            /// A file descriptor, or a negative number if the file cannot be opened.
            int open(byte[] path) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment name = arena.allocateFrom(
                            ValueLayout.JAVA_BYTE, Arrays.copyOf(path, path.length + 1)); // null-terminated
                    return (int) opens.invokeExact(name, READ_WITHOUT_WAITING);
                } catch (Throwable e) {
                    throw new IllegalStateException("the system's open could not be called", e);
                }
            }

            void close(int descriptor) {
                try {
                    int _ = (int) closes.invokeExact(descriptor);
                } catch (Throwable e) {
                    throw new IllegalStateException("the system's close could not be called", e);
                }
            }
        }
    }

    /// A path as the bytes on disk. Java decodes names with the locale's charset, which may be
    /// ASCII and then loses other characters; the path's URI still has the bytes.
    private static final class RawPath {

        private RawPath() {}

        static byte[] bytes(Path path) {
            return unescaped(address(path));
        }

        static byte[] name(Path path) {
            String address = address(path);
            return unescaped(address.substring(address.lastIndexOf('/') + 1));
        }

        private static String address(Path path) {
            String address = path.toUri().getRawPath();
            return address.length() > 1 && address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        }

        private static byte[] unescaped(String escaped) {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
