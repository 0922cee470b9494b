package digestbot.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that somebody names.
public final class FileArgument {

    private FileArgument() {}

    /// The file's bytes; of a larger file only one more than the most, so that it is known for too large.
    public static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }
}
