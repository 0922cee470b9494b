package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.GivenTime;
import digestbot.Modes;
import digestbot.app.Config;
import digestbot.cli.Check.Installation;
import digestbot.config.TestConfig;
import digestbot.database.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
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
                .startsWith("No bot token configured; set ")
                .contains("TELEGRAM_TOKEN", "DISCORD_TOKEN", "FOLDER/digestbot.yaml", "digestbot try");
        assertThat(check("digests: here\n")).as("with --check").isEqualTo(ran);
        Path file = folder.resolve("digestbot.yaml");
        assertThat(CommandLineResult.of("run", "--setup", "--check", "--config", file))
                .as("the page will ask")
                .isEqualTo(CommandLineResult.done(""));
    }

    @Test
    void servesThePageThatAsksForATokenOffATerminalToo() throws Exception {
        Path file = Files.writeString(folder.resolve("digestbot.yaml"), "console: {port: 0}");
        var err = new StringWriter();
        CommandLine program = CommandLineResult.commandLine().setErr(new PrintWriter(err));
        Thread run = Thread.ofVirtual().start(() -> program.execute("run", "--setup", "--config", file.toString()));
        await().untilAsserted(() -> assertThat(err.toString()).contains("  http://127.0.0.1:", "ssh -L "));
        run.interrupt();
        run.join();
    }

    @Test
    void aCheckEndsBeforeTheBotStarts() throws IOException {
        Path file = folder.resolve("bot.sqlite");
        assertThat(checkOfDatabase()).isEqualTo(CommandLineResult.done(""));
        assertThat(file).doesNotExist();
        Database.open(file).close();
        assertThat(checkOfDatabase()).isEqualTo(CommandLineResult.done(""));
    }

    @Test
    void aCheckRefusesADatabaseOfAnotherVersionAsAWrongConfiguration() throws IOException {
        try (Database database = Database.open(folder.resolve("bot.sqlite"))) {
            database.writeWithoutResult(tx -> tx.execute("UPDATE flyway_schema_history SET checksum = 1"));
        }
        assertThat(checkOfDatabase())
                .isEqualTo(new CommandLineResult(
                        2,
                        "",
                        "cannot open the database FOLDER/bot.sqlite: it was made by a development version, and this"
                                + " version cannot take its data along; move it away, or set another database. Run"
                                + " “digestbot doctor” for a diagnosis.\n"));
    }

    private CommandLineResult checkOfDatabase() throws IOException {
        Files.createDirectories(folder.resolve("here"));
        return check("""
                digests: %1$s/here
                database: %1$s/bot.sqlite
                telegram: {token: '1000:SECRET-telegram'}
                backup: {keep: 0}
                """.formatted(folder));
    }

    @Test
    void theStartClaimsNoConnectionAndSaysWhatIsMissingAndWhichSecretsOthersCanRead() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "1000:SECRET-telegram");
        Modes.set(token, "rw-r--r--");
        Config config = TestConfig.loaded(
                Config.reader(Map.of("TOKEN_FILE", token.toString())).parse("""
                telegram: {token: '${TOKEN}'}
                discord: {token: SECRET-discord-token}
                """));
        String said =
                RunCommand.started(
                        config,
                        Stream.of(Check.SETTINGS, Check.SECRETS)
                                .flatMap(check -> check
                                        .of(new Installation(folder, config, GivenTime.CLOCK.withZone(ZoneOffset.UTC)))
                                        .stream())
                                .toList(),
                        OptionalInt.empty());
        assertThat(said.lines().toList())
                .hasSize(3)
                .satisfies(missing -> assertThat(missing).startsWith("! No owners configured:"), Index.atIndex(0))
                .satisfies(open -> assertThat(open).startsWith("! " + token + " can be read by"), Index.atIndex(1))
                .satisfies(
                        started -> assertThat(started)
                                .contains("no console. Connections to Telegram and Discord are logged.")
                                .doesNotContain("SECRET"),
                        Index.atIndex(2));
    }

    private CommandLineResult check(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.yaml"), config);
        return CommandLineResult.of("run", "--check", "--config", file).naming(folder);
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
        assertThat(ran.err())
                .isEqualTo("FOLDER/none.yaml not found. Run “digestbot init” to create one, or pass --config FILE.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rnu                            | Unknown command “rnu”. Did you mean “run”?
                    xyzzyxyzzy                     | Unknown command “xyzzyxyzzy”. See “digestbot --help”.
                    check --jsn x                  | Unknown option “--jsn”. Did you mean “--json”?
                    check                          | Missing FILE. See “digestbot check --help”.
                    withdraw                       | Missing TOPIC. See “digestbot withdraw --help”.
                    deliveries now                 | Unexpected argument “now”. See “digestbot deliveries --help”.
                    release us-china monday feb    | Unexpected argument “feb”. Put a value that has spaces in quotes. \
                    See “digestbot release --help”.
                    database copy --to x           | Missing --from DATABASE. See “digestbot database copy --help”.
                    try --port                     | Missing N after --port. See “digestbot try --help”.
                    try --port many                | --port: “many” is not a whole number.
                    try --port 4294967296          | --port: “4294967296” is not a whole number.
                    preview --platform icq x       | --platform: “icq” is not a platform. Use telegram or discord.
                    withdraw us-china soon         | DAY: “soon” is not a date. Use YYYY-MM-DD, for example 2026-01-01, \
                    or a day such as monday or yesterday.
                    """)
    void saysInASentenceWhatIsWrongWithTheArguments(String line, String sentence) {
        CommandLineResult ran = CommandLineResult.of((Object[]) line.split(" ", -1));
        assertThat(ran).isEqualTo(new CommandLineResult(2, "", sentence + "\n"));
    }

    @Test
    void withoutACommandTheUsageListsThemInGroups() {
        CommandLineResult ran = CommandLineResult.of();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("Missing command.\nUsage: digestbot");
        assertThat(CommandLineResult.of("database").err())
                .startsWith("Missing command.\nUsage: digestbot database [-hV] COMMAND\n");
        assertThat(CommandLineResult.of("--help").code()).isZero();
        CommandLineResult.of("--help").printed("help.txt");
    }

    @Test
    void eachGroupBeginsWithACommandAndEachHelpWithAnImperativeVerb() {
        assertThat(CommandLineResult.commandLine().getSubcommands())
                .containsKeys(Main.HEADINGS.keySet().toArray(String[]::new));
        assertThat(CommandLineResult.commandLine().getSubcommands()).allSatisfy((name, command) -> {
            var usage = command.getCommandSpec().usageMessage();
            assertThat(String.join(" ", usage.description())).as(name).matches("[A-Z][a-z]*[^s] .*\\.");
        });
    }

    @Test
    void aTerminalShowsErrorsInRed() {
        CommandLine commandLine =
                CommandLineResult.commandLine().setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON));
        assertThat(CommandLineResult.by(commandLine, "rnu").err())
                .isEqualTo("\u001b[31mUnknown command “rnu”. Did you mean “run”?\u001b[39m\u001b[0m\n");
    }

    @Test
    void namesItsVersionAndPrintsACompletionScript() {
        assertThat(CommandLineResult.of("--version").out())
                .startsWith("digestbot ")
                .doesNotContain("null");
        CommandLineResult ran = CommandLineResult.of("generate-completion");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("complete -F _complete_digestbot", "--edition");
    }

    @Test
    void everyCommandThatNeedsAConfigurationTakesOne() {
        Map<String, CommandLine> commands = new TreeMap<>();
        collect("", CommandLineResult.commandLine(), commands);
        for (String without :
                List.of("hash-password", "init", "generate-completion", "database copy", "put", "token")) {
            assertThat(commands.remove(without)).as(without).isNotNull();
        }
        assertThat(commands).allSatisfy((name, command) -> {
            OptionSpec option = command.getCommandSpec().findOption("--config");
            assertThat(option).as(name).isNotNull();
            assertThat(option.paramLabel()).isEqualTo("FILE");
        });
    }

    /// Collects the commands without subcommands, by the words with which they are called.
    private static void collect(String prefix, CommandLine parent, Map<String, CommandLine> commands) {
        parent.getSubcommands().forEach((name, command) -> {
            if (command.getSubcommands().isEmpty()) {
                commands.put(prefix + name, command);
            } else {
                collect(prefix + name + " ", command, commands);
            }
        });
    }

    private CommandLineResult run(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.yaml"), config);
        return CommandLineResult.of("run", "--config", file).naming(folder);
    }
}
