package digestbot.faults;

import digestbot.outside.SandboxProcess.SimulatedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Like [AttackRunTest], with more of everything, and a separate bot for each attack: `mvn -q
/// -Pfaults verify`, with `-Dfaults.attack=slow` only the attack of this name.
@Tag("faults")
class LongAbuseTest {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int OLD_REPLIES = 5_000;

    @TempDir
    Path folder;

    static List<Attack> attacks() {
        return AttackSuite.wanted(List.of(
                new SlowConnections(50, 200, Duration.ofSeconds(75)),
                new GroupFlood(1_000, 2_000, 50),
                new BombFiles(Duration.ofSeconds(20)),
                new BadFiles(10_000, Duration.ofSeconds(10)),
                new ConsoleFlood(100, 100, 384),
                new PressFlood(SimulatedPlatform.DISCORD, 3_000, 100),
                new PressFlood(SimulatedPlatform.TELEGRAM, 3_000, 100)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void everybodyElseIsServed(Attack attack) throws Exception {
        try (AttackSuite suite = new AttackSuite(List.of(attack), new AttackSuite.Setup(100, 5, OLD_REPLIES), IDLE)) {
            suite.check(folder, attack);
        }
    }
}
