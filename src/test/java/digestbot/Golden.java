package digestbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a text with a whole file. `-Dgolden.write=true` rewrites the file, and the run still
/// fails where it differed.
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// Asserts that the text equals the file.
    ///
    /// @param name below the folder of all golden files, such as `app/stats.txt`
    public static void assertGolden(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (Boolean.getBoolean("golden.write") && !actual.equals(expected)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual).as(file.toString()).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
