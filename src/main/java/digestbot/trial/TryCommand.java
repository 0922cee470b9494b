package digestbot.trial;

import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
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
        footer = {"", "Example:", "  digestbot try --digests my-digests"})
public final class TryCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "N",
            description =
                    "Port of the page; the simulators use the next two. 0 picks free ports (default: 8081, or a free"
                            + " one).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--digests", paramLabel = "DIR", description = "Folder of digests (default: the configured one).")
    private Optional<Path> digests = Optional.empty();

    @Mixin
    private ConfigOption configuration = new ConfigOption();

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
        TrialPorts ports = port.map(this::checked).orElseGet(TrialPorts::defaults);
        System.setProperty("digestbot.log", "WARN"); // before the first logger, because logback.xml reads it
        Config base = configuration.loadOrDefaults(); // a trial ignores the configured platforms
        Path folder = digests.orElse(base.digests());
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + ": folder not found. Name one with --digests DIR.");
        }
        try (TrialScreen screen = screen();
                TryRun trial = TryRun.start(screen, base, folder, ports)) {
            if (!once) {
                screen.note("Open both conversations in your browser: " + trial.servePage());
            }
            screen.note("digestbot try: the bot with simulated Telegram and Discord.");
            boolean delivered = trial.deliverAll();
            if (!once) {
                trial.runInteractive();
            }
            if (record.isPresent()) {
                trial.record(record.get());
            }
            return delivered ? 0 : 1;
        }
    }

    private TrialPorts checked(int first) {
        int maxBytes = 65_533;
        if (first < 0 || first > maxBytes) {
            throw new ParameterException(
                    spec.commandLine(), "--port: %d is not a port. Use 0 to %d.".formatted(first, maxBytes));
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
