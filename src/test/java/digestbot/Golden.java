package digestbot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Compares a text with a golden file. `-Dgolden.write=true` rewrites the file, and the run still
/// fails if it differed.
public final class Golden {

    private static final int EXCERPT_LINES = 5;
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// The name is below the folder of all golden files, such as `app/stats.txt`.
    public static void assertGolden(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (Boolean.getBoolean("golden.write") && !actual.equals(expected)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as(() -> file + ", " + firstDifference(expected, actual))
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Both texts from the first line that differs, because a report may cut out the middle of long
    /// texts.
    private static String firstDifference(String expected, String actual) {
        List<String> wanted = expected.lines().toList();
        List<String> found = actual.lines().toList();
        int at = 0;
        while (at < Math.min(wanted.size(), found.size()) && wanted.get(at).equals(found.get(at))) {
            at++;
        }
        return "line " + (at + 1) + ": expected " + excerpt(wanted, at) + ", found " + excerpt(found, at);
    }

    private static List<String> excerpt(List<String> lines, int from) {
        return lines.subList(from, Math.min(from + EXCERPT_LINES, lines.size()));
    }
}
