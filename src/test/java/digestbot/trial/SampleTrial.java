package digestbot.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// `try` with the project's sample digests, for tests of its page.
final class SampleTrial {

    private static final Path SAMPLES = Path.of("digests");

    private SampleTrial() {}

    /// Starts it on free ports, with a copy of the samples.
    ///
    /// @param digests an empty folder
    static TryRun start(Path digests) throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path digest : samples.toList()) {
                Files.copy(digest, digests.resolve(digest.getFileName()));
            }
        }
        return TryRun.start(new SilentScreen(), SilentScreen.config(""), digests, TrialPorts.FREE);
    }
}
