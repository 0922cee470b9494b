package digestbot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The seeds include the inputs that fuzzing once found.
class FuzzSeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources/fuzz");

    @ParameterizedTest
    @EnumSource
    void everySeedGoesWell(Target target) throws IOException {
        try (Stream<Path> files = Files.list(SEEDS.resolve(target.id()))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(seed -> assertThatCode(() -> target.run(Files.readAllBytes(seed)))
                            .as("%s", seed)
                            .doesNotThrowAnyException());
        }
    }
}
