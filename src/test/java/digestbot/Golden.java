package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares with a file whole. `-Dgolden.write=true` rewrites the file, and the run still fails where it differed.
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden/telegram");

    private Golden() {}

    static void assertGolden(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (Boolean.getBoolean("golden.write") && !actual.equals(expected)) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
            }
            assertThat(actual).as(file.toString()).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
