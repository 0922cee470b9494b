package digestbot.trial;

import digestbot.app.Config;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.outside.RefusingPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// `try` with the project's sample digests, for tests of its page. Nobody reads its output.
final class SampleTrial {

    private static final Path SAMPLES = Path.of("digests");
    private static final Path CONFIG = Path.of("config/digestbot.yaml");

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    /// The page and the site are named before they are there.
    private static final RefusingPort PAGE = new RefusingPort();

    private static final RefusingPort SITE = new RefusingPort();

    /// Of one trial after the other.
    static final SandboxTrial.TrialPorts PORTS = new SandboxTrial.TrialPorts(PAGE.number(), 0, 0, 0, SITE.number());

    private SampleTrial() {}

    /// Copies the samples into an empty folder.
    static TryRun start(Path digests) throws IOException {
        return start(digests, shipped(), PORTS);
    }

    static TryRun start(Path digests, Config config, SandboxTrial.TrialPorts ports) throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path digest : samples.toList()) {
                Files.copy(digest, digests.resolve(digest.getFileName()));
            }
        }
        return TryRun.start(NOWHERE, false, config, digests, TryRun.LOOPBACK, ports);
    }

    /// The shipped configuration.
    static Config shipped() throws IOException {
        return parsed(Files.readString(CONFIG));
    }

    /// The shipped configuration of a bot that holds digests with warnings.
    static Config holding() throws IOException {
        return parsed(Files.readString(CONFIG).replace("hold: never", "hold: on-warning"));
    }

    private static Config parsed(String yaml) {
        return switch (Config.reader(Map.of()).parse(yaml)) {
            case ConfigResult.Loaded<Config> loaded -> loaded.config();
            case ConfigResult.InvalidConfig<Config> refused -> throw new AssertionError(refused.problems());
        };
    }
}
