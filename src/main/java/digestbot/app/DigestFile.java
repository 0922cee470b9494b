package digestbot.app;

import digestbot.digest.DigestParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that somebody names.
public final class DigestFile {

    private DigestFile() {}

    /// The file's bytes; of a file that is too large for a digest only so many that the parser can say so.
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(DigestParser.DEFAULT_MAX_BYTES + 1);
        }
    }
}
