package digestbot.library.intake;

import digestbot.library.intake.FileSource.ScannedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Opens a regular file without ever blocking, even if a FIFO or a device replaces the file just
/// before.
///
/// Java has no O_NONBLOCK. On Linux the native `open` is called with it; the descriptor cannot
/// change into something else, so the file is then reopened through `/proc/self/fd` for Java to
/// read. On other systems the file is opened normally.
final class FileOpener {

    /// The flags O_RDONLY | O_NONBLOCK | O_CLOEXEC from Linux' `fcntl.h`, the same on all machines
    /// that Java runs on.
    private static final int READ_WITHOUT_WAITING = 0x800 | 0x80000;

    /// The directory of this process's open files, by descriptor.
    private static final Path OPEN = Path.of("/proc/self/fd");

    private static final Optional<LibC> LIB_C = LibC.find();

    private FileOpener() {}

    /// Opens the file that the scan found.
    ///
    /// @throws NoSuchFileException if it no longer exists or was replaced
    static InputStream open(ScannedFile scannedFile) throws IOException {
        Path file = scannedFile.file();
        int descriptor = LIB_C.isPresent() ? LIB_C.get().open(RawPath.bytes(file)) : -1;
        if (descriptor < 0) {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS); // throws the reason if it cannot be opened
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

    /// Functions of the C library.
    private record LibC(MethodHandle opens, MethodHandle closes) {

        static Optional<LibC> find() {
            boolean linux =
                    System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");
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
                                linker.defaultLookup().findOrThrow("open"), open, Linker.Option.firstVariadicArg(2)),
                        linker.downcallHandle(linker.defaultLookup().findOrThrow("close"), close)));
            } catch (RuntimeException | LinkageError _) {
                return Optional.empty(); // native calls are not permitted
            }
        }

        /// Returns a file descriptor, or a negative number if the file cannot be opened.
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
