package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenFilesTest {

    private static final Pattern GOLDEN_TEST = Pattern.compile("@GoldenTest\\s+void (\\w+)");

    /// Nothing would read the file of a test that was renamed or removed.
    @Test
    void eachGoldenFileBelongsToATest() throws IOException {
        List<String> tests = new ArrayList<>();
        for (Path source : files("src/test/java/digestbot/chat")) {
            String name = source.getFileName().toString().replace(".java", "");
            GOLDEN_TEST
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(test -> tests.add(name + "/" + test.group(1)));
        }
        assertThat(files("src/test/resources/golden/chat"))
                .extracting(file -> file.getParent().getFileName() + "/" + file.getFileName())
                .containsExactlyInAnyOrderElementsOf(
                        tests.stream().map(test -> test + ".txt").toList());
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> found = Files.walk(Path.of(folder))) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
