package digestbot.trial;

import digestbot.app.LogSetup;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import java.io.IOException;
import java.io.PrintStream;
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
            description = "Port of the page; console, simulators and site use the next four. 0 picks free ports"
                    + " (default: 8081, or a free one).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--digests", paramLabel = "DIR", description = "Folder of digests (default: the configured one).")
    private Optional<Path> digests = Optional.empty();

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--once",
            description = "Print the messages and exit when everything is delivered; exit 1 if anything was not.")
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
        System.setProperty(LogSetup.LEVEL_PROPERTY, "WARN"); // before the first logger
        Config base = configuration.loadOrDefaults(); // a trial ignores the configured platforms
        Path folder = digests.orElse(base.digests());
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + ": folder not found. Name one with --digests DIR.");
        }
        PrintStream out = System.out;
        try (TryRun trial = TryRun.start(out, once, base, folder, ports)) {
            out.println("digestbot try: the bot with simulated Telegram and Discord.");
            if (!once) {
                out.println("Open both conversations in your browser: " + trial.servePage());
                trial.console().ifPresent(address -> out.println("The operators' console: " + address));
                trial.site().ifPresent(address -> out.println("The public site: " + address));
            }
            boolean delivered = trial.deliverAll();
            if (!once) {
                trial.addSampleAudience();
                trial.awaitStop();
            }
            if (record.isPresent()) {
                trial.record(record.get());
            }
            return delivered ? 0 : 1;
        }
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
}
