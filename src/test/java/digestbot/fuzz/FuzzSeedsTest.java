package digestbot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The seeds of fuzzing, and the inputs that it once found, pass.
class FuzzSeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    @TestFactory
    Stream<DynamicContainer> everySeedGoesWell() {
        return Stream.of(Target.values()).map(target -> DynamicContainer.dynamicContainer(target.id(), tests(target)));
    }

    private static List<DynamicTest> tests(Target target) {
        try (Stream<Path> files = Files.list(SEEDS.resolve(target.id()))) {
            List<Path> seeds = files.sorted().toList();
            assertThat(seeds).as("seeds of %s", target.id()).isNotEmpty();
            return seeds.stream()
                    .map(seed -> DynamicTest.dynamicTest(
                            seed.getFileName().toString(), () -> target.run(Files.readAllBytes(seed))))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
