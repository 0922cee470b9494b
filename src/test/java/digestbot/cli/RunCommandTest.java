package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class RunCommandTest {

    @TempDir
    Path folder;

    @Test
    void withoutATokenSaysWhatToSetAndNamesTheTrial() throws IOException {
        CommandLineResult ran = run("digests: here\n");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("There is no token, so there is nothing to run.\n")
                .contains("TELEGRAM_TOKEN", "DISCORD_TOKEN", "FOLDER/digestbot.yaml", "digestbot try");
    }

    @Test
    void namesTheLinesOfABrokenConfigurationAndNoToken() throws IOException {
        CommandLineResult ran = run("""
                digest: here
                telegram:
                  token: SECRET-broken
                discord:
                  token: SECRET also broken
                """);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("FOLDER/digestbot.yaml:1: ", "FOLDER/digestbot.yaml:3: ", "FOLDER/digestbot.yaml:5: ")
                .doesNotContain("SECRET");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void namesAConfigurationThatIsMissing() {
        CommandLineResult ran = CommandLineResult.of("run", "--config", folder.resolve("none.yaml"))
                .naming(folder);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("FOLDER/none.yaml:1: there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rum", "--no-such-option", "run --no-such-option", "check", "check --yaml x", "preview"})
    void refusesWhatItDoesNotKnow(String line) {
        CommandLineResult ran = CommandLineResult.of((Object[]) line.split(" ", -1));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).containsPattern("Usage: digestbot|Did you mean: digestbot run");
    }

    @Test
    void saysWhatThereIsToDo() {
        CommandLineResult ran = CommandLineResult.of();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("Say what to do: run, ").contains("try", "check", " or ");
        assertThat(CommandLineResult.of("--help").code()).isZero();
        assertThat(CommandLineResult.of("--help").out()).contains("run", "try", "check", "preview");
    }

    @Test
    void namesItselfAndItsVersion() {
        assertThat(CommandLineResult.of("--version").out())
                .startsWith("digestbot ")
                .doesNotContain("null");
    }

    @Test
    void everyCommandThatNeedsAConfigurationTakesOne() {
        Map<String, CommandLine> commands = new TreeMap<>(Main.commandLine().getSubcommands());
        assertThat(commands.remove("hash-password")).isNotNull();
        assertThat(commands).allSatisfy((name, command) -> {
            OptionSpec option = command.getCommandSpec().findOption("--config");
            assertThat(option).as(name).isNotNull();
            assertThat(option.paramLabel()).isEqualTo("FILE");
        });
    }

    private CommandLineResult run(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.yaml"), config);
        return CommandLineResult.of("run", "--config", file).naming(folder);
    }
}
