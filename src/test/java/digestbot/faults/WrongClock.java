package digestbot.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A process whose machine's clock is wrong, by the library libfaketime of Debian's package `libfaketime`.
///
/// @param library the file of the library
/// @param ahead the time by which the clock is ahead
record WrongClock(Path library, Duration ahead) {

    private static final Path LIBRARIES = Path.of("/usr/lib");

    /// Skips the test if the library is not installed.
    static WrongClock assume(Duration ahead) throws IOException {
        Optional<Path> library = find();
        Assumptions.assumeTrue(library.isPresent(), "libfaketime is not installed");
        return new WrongClock(library.orElseThrow(), ahead);
    }

    private static Optional<Path> find() throws IOException {
        if (!Files.isDirectory(LIBRARIES)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> architectures = Files.newDirectoryStream(LIBRARIES, "*-linux-*")) {
            for (Path architecture : architectures) {
                Path library = architecture.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        }
    }

    /// The environment of the process. The monotonic clock is ahead too, which changes no difference
    /// between two times; if it were not, Java's waits would end at once.
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAKETIME", "%+d".formatted(ahead.toSeconds()));
    }
}
