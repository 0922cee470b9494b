package digestbot.digest.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import digestbot.digest.ParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads sample digests that are not part of the project, from the folder that `-Dsamples=FOLDER`
/// names.
class SharedSamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("samples", "samples"));

    @BeforeEach
    void needsTheSamples() {
        assumeTrue(Files.isDirectory(SAMPLES), "skipped: there is no folder " + SAMPLES);
    }

    @Test
    void readsEveryGoodSampleWithoutAWarning() throws IOException {
        for (Path file : files(SAMPLES)) {
            ParseResult result = parse(file);
            assertThat(result)
                    .as(file.toString())
                    .isInstanceOfSatisfying(
                            ParseResult.Parsed.class,
                            parsed -> assertThat(parsed.warnings()).isEmpty());
        }
    }

    @Test
    void refusesOrWarnsOfEveryBadSample() throws IOException {
        Set<String> readable = Set.of("draft.md", "hostile-text.md", "one-side-missing.md", "unknown-perspective.md");
        for (Path file : files(SAMPLES.resolve("bad"))) {
            String name = file.getFileName().toString();
            switch (parse(file)) {
                case ParseResult.Parsed parsed -> {
                    assertThat(readable).contains(name);
                    assertThat(parsed.warnings().isEmpty()).as(name).isEqualTo(name.equals("draft.md"));
                }
                case ParseResult.Invalid _ -> assertThat(readable).doesNotContain(name);
            }
        }
    }

    private static ParseResult parse(Path file) throws IOException {
        return new DigestParser().parse(Files.readAllBytes(file));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
