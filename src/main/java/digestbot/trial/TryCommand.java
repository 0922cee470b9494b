package digestbot.trial;

import digestbot.app.LogSetup;
import digestbot.cli.common.CommandOutput;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.ScratchSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot try`: the bot with simulators of both platforms, no accounts needed.
@Command(
        name = "try",
        description = "Try the bot with simulated Telegram and Discord; no accounts needed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The password of a PostgreSQL user is read from the environment variable DATABASE_PASSWORD,"
                    + " or from the file that DATABASE_PASSWORD_FILE names.",
            "",
            "Examples:",
            "  digestbot try --digests my-digests",
            "  digestbot try --nodes 2 --database postgresql://digestbot@localhost/trial"
        })
public final class TryCommand implements Callable<Integer> {

    private static final int MIN_NODES = 2;
    private static final int MAX_NODES = 5;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the page; console, simulators and site use the next four. 0 picks free ports"
                    + " (default: 8081, or a free one).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--digests", paramLabel = "DIR", description = "Folder of digests (default: the configured one).")
    private Optional<Path> digests = Optional.empty();

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Run N nodes on a PostgreSQL database, 2 to 5; the page kills and starts them.")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = "--database",
            paramLabel = "DATABASE",
            description = "Database of the nodes, empty or of an earlier trial: postgresql://user@host:port/name.")
    private Optional<String> database = Optional.empty();

    @Option(names = "--once", description = "Exit when everything is delivered; exit 1 if anything was not.")
    private boolean once;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Write every request of the bot to FILE at the end, a JSON object per line.")
    private Optional<Path> record = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<PostgresLocation> shared = shared();
        TrialPorts ports = port.map(this::checked).orElseGet(TrialPorts::defaults);
        System.setProperty(LogSetup.LEVEL_PROPERTY, "WARN"); // before the first logger
        Config base = configuration.loadOrDefaults(); // a trial ignores the configured platforms
        Path folder = digests.orElse(base.digests());
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + ": folder not found. Name one with --digests DIR.");
        }
        try (TrialScreen screen = screen();
                TryRun trial = start(screen, base, folder, ports, shared)) {
            if (!once) {
                screen.note("Open both conversations in your browser: " + trial.servePage());
                trial.console().ifPresent(address -> screen.note("The operators' console: " + address));
                trial.site().ifPresent(address -> screen.note("The public site: " + address));
            }
            screen.note("digestbot try: the bot with simulated Telegram and Discord.");
            shared.ifPresent(location -> screen.note(kept(location)));
            boolean delivered = trial.deliverAll();
            if (!once) {
                trial.addSampleSubscribers();
                trial.runInteractive();
            }
            if (record.isPresent()) {
                trial.record(record.get());
            }
            return delivered ? 0 : 1;
        } catch (ScratchSchema.SchemaRefusedException | Database.DatabaseUnavailableException e) {
            return CommandOutput.printError(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private TryRun start(
            TrialScreen screen, Config base, Path folder, TrialPorts ports, Optional<PostgresLocation> shared)
            throws IOException {
        return shared.isPresent()
                ? TryRun.startNodes(screen, base, folder, ports, nodes.orElseThrow(), shared.get())
                : TryRun.start(screen, base, folder, ports);
    }

    private static String kept(PostgresLocation location) {
        return "Only the nodes' tables are kept at the end, in the schema %s of %s. The next trial there removes them first."
                .formatted(NodesBot.SCHEMA, location);
    }

    /// The database of the nodes; empty if the bot runs in this process.
    private Optional<PostgresLocation> shared() {
        if (nodes.isEmpty()) {
            if (database.isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "--database: only nodes need a database. Add --nodes 2.");
            }
            return Optional.empty();
        }
        if (nodes.get() < MIN_NODES || nodes.get() > MAX_NODES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--nodes: %d nodes are not possible. Use %d to %d.".formatted(nodes.get(), MIN_NODES, MAX_NODES));
        }
        return Optional.of(database.flatMap(new ConfigReader(System.getenv())::database)
                .filter(PostgresLocation.class::isInstance)
                .map(PostgresLocation.class::cast)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--nodes: several nodes need a PostgreSQL database. Create an empty one and name it, without"
                                + " a password: --database postgresql://user@host:port/name")));
    }

    private TrialPorts checked(int first) {
        int last = 65_532;
        if (first < 0 || first > last) {
            throw new ParameterException(
                    spec.commandLine(), "--port: %d is not a port. Use 0 to %d.".formatted(first, last));
        }
        TrialPorts ports = TrialPorts.from(first);
        ports.all().forEach(this::check);
        return ports;
    }

    private void check(int each) {
        try {
            TrialPorts.check(each);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port: cannot listen on %d (%s). Use another port, or 0 for a free one."
                            .formatted(each, e.getMessage()),
                    e);
        }
    }

    private TrialScreen screen() {
        Optional<TerminalScreen> terminal = once ? Optional.empty() : TerminalScreen.open();
        return terminal.<TrialScreen>map(screen -> screen).orElseGet(() -> new StreamScreen(System.out));
    }
}
