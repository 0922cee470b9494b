package digestbot.cli;

import digestbot.cli.common.FileArgument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the text of a broadcast from a file.
final class BroadcastFile {

    /// The maximum size, which is more than three messages on any platform.
    static final int MAX_BYTES = 64 * 1024;

    private BroadcastFile() {}

    /// Reads the file's text.
    ///
    /// @throws UnusableFileException if there is none; the message is meant for users
    static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new UnusableFileException(file + " is a folder. Name a file in it.");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableFileException(file + ": file not found");
        }
        byte[] bytes = bytes(file);
        if (bytes.length > MAX_BYTES) {
            throw new UnusableFileException("%s is larger than %d KiB. A broadcast is a few messages at most."
                    .formatted(file, MAX_BYTES / 1024));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UnusableFileException(file + " is not UTF-8 text. Save it as UTF-8.");
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return FileArgument.read(file, MAX_BYTES);
        } catch (IOException e) {
            throw new UnusableFileException(file + " cannot be read: " + e.getMessage());
        }
    }

    /// The file cannot be used.
    static final class UnusableFileException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        private final String why;

        UnusableFileException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
