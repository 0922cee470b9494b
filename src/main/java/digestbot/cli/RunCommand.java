package digestbot.cli;

import digestbot.api.PublicDigestFinder;
import digestbot.api.mcp.McpServer;
import digestbot.api.mcp.McpTools;
import digestbot.app.Bot;
import digestbot.app.Config;
import digestbot.app.ConfiguredDatabase;
import digestbot.app.LogSetup;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.cli.Check.Installation;
import digestbot.cluster.ClusterNode;
import digestbot.console.SetupPage;
import digestbot.console.SetupPage.SetupServer;
import digestbot.content.views.DigestContentBuilder;
import digestbot.database.Database;
import digestbot.database.DatabaseHome;
import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.library.archive.Library;
import digestbot.ops.health.CheckFinding;
import digestbot.ops.health.CheckFinding.Level;
import digestbot.web.WebServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Run the bot.")
public final class RunCommand extends ConfiguredCommand {

    /// The system property by which the start script reports that it checked for a terminal.
    private static final String TERMINAL = "digestbot.terminal";

    /// The environment variables that show a service or a container.
    private static final Set<String> MANAGED =
            Set.of("CREDENTIALS_DIRECTORY", "TELEGRAM_TOKEN_FILE", "DISCORD_TOKEN_FILE", "DIGESTBOT_TRY_HOST");

    @Option(
            names = "--check",
            description =
                    "Only check the configuration, tokens, files and tables as at the start; print what is wrong.")
    private boolean check;

    @Option(
            names = "--setup",
            description = "Without a token, serve the page that asks for one even if this is no terminal, such as under"
                    + " nohup.")
    private boolean setup;

    /// Tests start it with other limits.
    Function<Config, Bot> starter = Bot::start;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ParentProcess.endWithIt();
        Config config = load();
        if (config.platforms().isEmpty() && (setup || (check ? Boolean.getBoolean(TERMINAL) : canAsk()))) {
            if (check) {
                return 0;
            }
            setUp(config);
            config = load();
        }
        Installation installation = installation(config);
        List<CheckFinding> findings = Check.AT_START.stream()
                .flatMap(each -> each.of(installation).stream())
                .toList();
        Optional<String> refusal = findings.stream()
                .filter(each -> each.level() == Level.FAILED)
                .map(CheckFinding::sentence)
                .findFirst();
        if (refusal.isPresent()) {
            return refused(refusal.get(), config.platforms().isEmpty());
        }
        try {
            if (check) {
                if (!ConfiguredDatabase.isMissing(config.database())) {
                    Database.requireUsable(config.database());
                }
                return 0;
            }
            return config.database() instanceof SqliteLocation ? runAlone(config, findings) : run(config, findings);
        } catch (Database.DatabaseUnavailableException e) {
            return refused(e.getMessage() + ". Run “digestbot doctor” for a diagnosis.", e.isOfAnotherVersion());
        } catch (ClusterNode.NodeNameTakenException | DatabaseHome.CopiedDatabaseException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    /// @param isLasting true if another start would end in the same way
    private int refused(String why, boolean isLasting) {
        int failed = fail(why);
        return isLasting ? command().getCommandSpec().exitCodeOnInvalidInput() : failed;
    }

    /// A service that has no token is to fail, not to wait, and so is a program whose tokens are in
    /// files that this one does not write.
    private static boolean canAsk() {
        return terminal().isPresent() && Collections.disjoint(System.getenv().keySet(), MANAGED);
    }

    /// Returns when the owner has set up the bot in the browser.
    private void setUp(Config config) throws InterruptedException {
        int port = config.console().port();
        Optional<String> console = port <= 0 ? Optional.empty() : Optional.of(consoleAddress(config, port));
        CountDownLatch saved = new CountDownLatch(1);
        try (FirstRun first = new FirstRun(Path.of(""), configFile(), clock())) {
            SetupServer page = SetupPage.start(console, first, saved::countDown)
                    .orElseThrow(() -> wrong(
                            Check.TOKENS.of(installation(config)).getFirst().sentence()));
            try (WebServer _ = page.server()) {
                command().getErr().println("""
                        No bot token configured. Open this page to connect your bot:
                          %s
                        From another computer, first run there: ssh -L %2$d:127.0.0.1:%2$d USER@THIS-MACHINE
                        To try the bot without any account, stop this with Ctrl-C and run: digestbot try""".formatted(
                                page.address(), page.server().port()));
                saved.await();
            }
        }
    }

    private int runAlone(Config config, List<CheckFinding> warnings) throws IOException, InterruptedException {
        Optional<RunLock> lock = RunLock.tryAcquire(config.database());
        if (lock.isEmpty()) {
            return fail("A bot is already running on %s. Stop it first, or set another database."
                    .formatted(config.database()));
        }
        try (RunLock _ = lock.get()) {
            return run(config, warnings);
        }
    }

    private int run(Config config, List<CheckFinding> warnings) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Bot bot = starter.apply(config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> {
            bot.close();
            ended.countDown();
        }));
        command().getErr().println(started(config, warnings, bot.consolePort()));
        ended.await();
        return 0;
    }

    /// Names what needs attention, and the parts that run. Platforms connect in the background.
    static String started(Config config, List<CheckFinding> warnings, OptionalInt consolePort) {
        String platforms =
                config.platforms().stream().sorted().map(Platform::title).collect(Collectors.joining(" and "));
        return "%sdigestbot %s started: watching %s, %s. Connections to %s are logged. Ctrl-C to stop."
                .formatted(
                        warnings.stream()
                                .map(each -> "%s %s%n".formatted(each.level().mark(), each.sentence()))
                                .collect(Collectors.joining()),
                        Bot.version(),
                        config.digests(),
                        consolePort.isPresent()
                                ? "console %s".formatted(consoleAddress(config, consolePort.getAsInt()))
                                : "no console",
                        platforms);
    }

    private static String consoleAddress(Config config, int port) {
        String host = config.console().host();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }

    @Command(
            name = "try",
            description = "Try the bot with simulated Telegram and Discord; no accounts needed.",
            footer = {"", "Example:", "  digestbot try --digests my-digests"})
    static final class TryCommand extends ConfiguredCommand {

        @Option(
                names = "--port",
                paramLabel = "N",
                description = "Port of the page; console, simulators and site use the next four. 0 picks free ports"
                        + " (default: 8081, or a free one).")
        private Optional<Integer> port = Optional.empty();

        @Option(
                names = "--host",
                paramLabel = "ADDRESS",
                defaultValue = "${env:DIGESTBOT_TRY_HOST:-127.0.0.1}",
                description = "Address on which page, console and site listen (default: 127.0.0.1, and in the container"
                        + " image all of the container's). On others, the console has a password.")
        private String host = "";

        @Option(
                names = "--digests",
                paramLabel = "DIR",
                description = "Folder of digests (default: the configured one).")
        private Optional<Path> digests = Optional.empty();

        @Option(
                names = "--once",
                description = "Print the messages and exit when everything is delivered; exit 1 if anything was not.")
        private boolean once;

        @Option(
                names = "--record",
                paramLabel = "FILE",
                description = "Write every request of the bot to FILE at the end, a JSON object per line.")
        private Optional<Path> record = Optional.empty();

        @Override
        public Integer call() throws IOException, InterruptedException {
            ParentProcess.endWithIt();
            Optional<Trial> trial = ServiceLoader.load(Trial.class).findFirst();
            if (trial.isEmpty()) {
                return fail(
                        "The simulators are missing. Put digestbot-sandbox.jar of the same version into the folder lib beside"
                                + " digestbot.jar.");
            }
            System.setProperty(LogSetup.LEVEL_PROPERTY, "WARN"); // before the first logger
            Config base = loadOrDefaults();
            Path folder = digests.orElse(base.digests());
            if (!Files.isDirectory(folder)) {
                throw wrong(folder + ": folder not found. Name one with --digests DIR.");
            }
            try {
                return trial.get().run(new Trial.Options(base, folder, host, port, once, record)) ? 0 : 1;
            } catch (Trial.PortRefusedException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
    }

    /// Lets an assistant that started this process read the published digests.
    @Command(
            name = "mcp",
            description = "Serve the published digests to an assistant, as an MCP server on standard input and output.",
            footer = {
                "",
                "Example, in the configuration of an assistant:",
                "  \"command\": \"bin/digestbot\", \"args\": [\"mcp\"]"
            })
    static final class McpCommand extends ConfiguredCommand {

        @Override
        public Integer call() throws IOException {
            Config config = load();
            var library = new Library(config.digestRules(clock()));
            var digests = new PublicDigestFinder(
                    library,
                    new DigestContentBuilder(config.styles()),
                    config.site().addresses());
            // Other output must not get between the messages.
            PrintStream out = System.out;
            System.setOut(System.err);
            new McpServer(McpTools.beside(config.database(), digests), Bot.version())
                    .serve(new BufferedInputStream(System.in), out);
            return 0;
        }
    }

    /// The run of `digestbot try`. The simulators are in a separate jar that registers this
    /// service, so that the bot itself loads none of their classes.
    public interface Trial {

        /// The options of the command line.
        ///
        /// @param base the configuration; its platforms are ignored
        /// @param digests an existing folder
        /// @param host the address on which the page, the console and the site listen
        /// @param port the port of the page, 0 for any free one; empty for the default
        /// @param once true to print the messages and end once everything is delivered
        /// @param record the file to which the requests of the bot are written at the end
        record Options(
                Config base, Path digests, String host, Optional<Integer> port, boolean once, Optional<Path> record) {}

        /// Runs until everything is delivered, or until the process is stopped; returns whether
        /// everything was delivered.
        boolean run(Options options) throws IOException, InterruptedException, PortRefusedException;

        /// Thrown if a port cannot be used. The message is for users and begins with the option.
        final class PortRefusedException extends Exception {
            @Serial
            private static final long serialVersionUID = 1L;

            public PortRefusedException(String message) {
                super(message);
            }
        }
    }

    /// The process that started this one, such as a trial. This process must not outlive it.
    public static final class ParentProcess {

        private static final String PROPERTY = "digestbot.parent";
        private static final int ORPHANED = 1;

        private ParentProcess() {}

        /// The Java option for a process that ends together with this one.
        public static String option() {
            return "-D%s=%d".formatted(PROPERTY, ProcessHandle.current().pid());
        }

        /// Ends this process as soon as its parent has ended, even if the parent was killed. Does
        /// nothing if no parent is named. Maven cannot name itself, so its word is `starter`.
        public static void endWithIt() {
            Optional.ofNullable(System.getProperty(PROPERTY))
                    .ifPresent(named -> (named.equals("starter")
                                    ? ProcessHandle.current().parent()
                                    : ProcessHandle.of(Long.parseLong(named)))
                            .ifPresentOrElse(ParentProcess::endWith, ParentProcess::end));
        }

        private static void endWith(ProcessHandle parent) {
            var _ = parent.onExit().thenRun(ParentProcess::end);
        }

        private static void end() {
            System.exit(ORPHANED);
        }
    }
}
