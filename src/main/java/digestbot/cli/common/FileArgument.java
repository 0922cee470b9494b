package digestbot.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that are named as arguments.
public final class FileArgument {

    private FileArgument() {}

    /// Reads at most `max` + 1 bytes, so that the caller can detect a file that is too large.
    public static byte[] read(Path file, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(maxBytes + 1);
        }
    }
}
