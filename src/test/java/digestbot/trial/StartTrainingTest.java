package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.outside.BotProcess;
import digestbot.outside.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("full")
class StartTrainingTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"digestbot.cli.Main, 0", "digestbot.cli.NoSuchClass, 1"})
    void succeedsIfTheBotStartsAndEnds(String main, int status) throws Exception {
        Path log = folder.resolve("log.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                BotProcess.QUICK,
                "-cp",
                System.getProperty("java.class.path"),
                main);
        Process training =
                JavaProcess.start(log, true, List.of(BotProcess.QUICK), "digestbot.trial.StartTraining", command);
        assertThat(training.waitFor()).as(Files.readString(log)).isEqualTo(status);
    }
}
