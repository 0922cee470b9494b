package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The run of the bot from which Java learns what a start needs.
@Tag("full")
class StartTrainingTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> QUICK =
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @Test
    void theBotStartsAndEnds() throws Exception {
        assertThat(StartTraining.train(command("digestbot.cli.Main"))).isTrue();
    }

    @Test
    void aBotThatDoesNotStartIsNoTraining() throws Exception {
        assertThat(StartTraining.train(command("digestbot.cli.NoSuchClass"))).isFalse();
    }

    private static List<String> command(String main) {
        return Stream.of(List.of(JAVA), QUICK, List.of("-cp", System.getProperty("java.class.path"), main))
                .flatMap(List::stream)
                .toList();
    }
}
