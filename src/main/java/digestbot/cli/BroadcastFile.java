package digestbot.cli;

import digestbot.cli.common.FileArgument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads an announcement from a file.
final class BroadcastFile {

    /// More than three messages hold, whatever the platform.
    static final int MOST_BYTES = 64 * 1024;

    private BroadcastFile() {}

    /// The file's text.
    ///
    /// @throws Unusable if it is none; the message is for people
    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new Unusable(file + ": it is a folder; name a file in it");
        }
        if (!Files.isRegularFile(file)) {
            throw new Unusable(file + ": there is no such file; check the path");
        }
        byte[] bytes = bytes(file);
        if (bytes.length > MOST_BYTES) {
            throw new Unusable("%s: it is larger than %d KiB; an announcement is a few messages at most"
                    .formatted(file, MOST_BYTES / 1024));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new Unusable(file + ": it is no text in UTF-8; save it as UTF-8");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return FileArgument.read(file, MOST_BYTES);
        } catch (IOException e) {
            throw new Unusable(file + ": it cannot be read: " + e.getMessage());
        }
    }

    /// The file cannot be announced.
    static final class Unusable extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private final String why;

        Unusable(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
