package digestbot.faults;

import digestbot.outside.BotProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One bot, attacked in each way for a few seconds.
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackRunTest {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int OLD_REPLIES = 1_500;

    @TempDir
    static Path folder;

    private final AttackSuite suite =
            new AttackSuite(attacks(), new AttackSuite.Setup(30, 3, OLD_REPLIES), IDLE, BotProcess.QUICK);

    static List<Attack> attacks() {
        return AttackSuite.wanted(List.of(
                new SlowConnections(20, 200, Duration.ofSeconds(2)),
                new GroupFlood(200, 100, 50),
                new BombFiles(Duration.ofSeconds(2)),
                new BadFiles(1_000, Duration.ofSeconds(3)),
                new ConsoleFlood(100, 10, 64),
                new PressFlood(SimulatedPlatform.DISCORD, 200, 100),
                new PressFlood(SimulatedPlatform.TELEGRAM, 200, 100)));
    }

    @AfterAll
    void end() {
        suite.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void everybodyElseIsServed(Attack attack) throws Exception {
        suite.check(folder, attack);
    }
}
