package digestbot.delivery.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A private temporary file that is deleted on close.
public record TemporaryFile(Path path) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);

    @FunctionalInterface
    public interface ContentWriter {
        void to(OutputStream output) throws IOException;
    }

    /// Creates a file with that content; nothing remains of it if that fails.
    public static TemporaryFile with(ContentWriter content) {
        try {
            // Java creates temporary files with mode 0600.
            var file = new TemporaryFile(Files.createTempFile("digestbot-", ".tmp"));
            try (OutputStream output = Files.newOutputStream(file.path)) {
                content.to(output);
                return file;
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a temporary file: " + e.getMessage(), e);
        }
    }

    /// The content. The file is deleted when the stream is closed.
    public InputStream input() {
        try {
            return new FilterInputStream(Files.newInputStream(path)) {
                @Override
                public void close() throws IOException {
                    try {
                        super.close();
                    } finally {
                        TemporaryFile.this.close();
                    }
                }
            };
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot read a temporary file: " + e.getMessage(), e);
        }
    }

    /// Deletes the file. A failure is only logged, because the file has served its purpose.
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("cannot delete temporary file {}; delete it by hand", path, e);
        }
    }

    /// The file cannot be created now. No request was made.
    public static final class FileNotReady extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private static final Duration PAUSE = Duration.ofSeconds(2);

        /// Other files are being created.
        public FileNotReady(String why) {
            super(why, null, false, false); // not an error, so no stack trace
        }

        /// Its creation failed.
        public FileNotReady(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause, false, false);
        }

        public SendResult result() {
            String why = String.valueOf(getMessage());
            return getCause() == null
                    ? new SendResult.Deferred(PAUSE, why)
                    : new SendResult.NotSent(Outcome.FILE_NOT_MADE, why);
        }
    }
}
