package digestbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Compares a text with a golden file. `-Dgolden.write=true` rewrites the file, and the run still
/// fails if it differed.
public final class Golden {

    private static final int CONTEXT_LINES = 3;
    private static final int MOST_LINES = 60;
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /// The name is below the folder of all golden files, such as `app/help.txt`.
    public static void assertGolden(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            String expected = Files.exists(file) ? Files.readString(file) : "";
            if (Boolean.getBoolean("golden.write") && !actual.equals(expected)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(difference(expected, actual)).as(file.toString()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines that differ, between three that do not; empty if none differ.
    private static String difference(String expected, String actual) {
        List<String> wanted = List.of(expected.split("\n", -1));
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                "expected", "found", wanted, DiffUtils.diff(wanted, List.of(actual.split("\n", -1))), CONTEXT_LINES);
        String cut = lines.size() > MOST_LINES ? "\n… and " + (lines.size() - MOST_LINES) + " lines more" : "";
        return lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n")) + cut;
    }
}
