package digestbot.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFileTest {

    /// The message with the file has arrived, and a failure now would send it again.
    @Test
    void aFileThatCannotBeDeletedIsNoFailureOfWhatItWasMadeFor() throws IOException {
        TemporaryFile file = TemporaryFile.with(output -> output.write('x'));
        InputStream input = file.input();
        makeUndeletable(file.path());
        try {
            assertThatCode(file::close).doesNotThrowAnyException();
            assertThatCode(input::close).doesNotThrowAnyException();
            assertThat(file.path()).exists();
        } finally {
            Files.delete(file.path().resolve("inside"));
            Files.delete(file.path());
        }
    }

    /// No system deletes a directory that is not empty, whoever tries.
    private static void makeUndeletable(Path path) throws IOException {
        Files.delete(path);
        Files.createDirectory(path);
        Files.createFile(path.resolve("inside"));
    }
}
