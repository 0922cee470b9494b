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

/// `digestbot try`: the bot against stand-ins of both platforms, no accounts needed.
@Command(
        name = "try",
        description = "Runs the bot against stand-ins of Telegram and Discord; no accounts needed.",
        mixinStandardHelpOptions = true)
public final class TryCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the page is, Telegram's and Discord's stand-ins on the next two; 0 takes free ones."
                    + " If not given: 8081 for the page, if it is free.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--digests",
            paramLabel = "DIR",
            description = "The folder of digests; that of the configuration if not given.")
    private Optional<Path> digests = Optional.empty();

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Option(names = "--once", description = "End when all is delivered; exit 1 if anything was not.")
    private boolean once;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "At the end, write every request of the bot there, a JSON object a line.")
    private Optional<Path> record = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrialPorts ports = port.map(this::checked).orElseGet(TrialPorts::usual);
        System.setProperty("digestbot.log", "WARN"); // before the first logger: logback.xml reads it
        Config base = configuration.loadIfAny(); // of its platforms, a trial uses nothing
        Path folder = digests.orElse(base.digests());
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), folder + ": there is no such folder; name one by --digests DIR");
        }
        try (TrialScreen screen = screen();
                Trial trial = Trial.start(screen, base, folder, ports)) {
            if (!once) {
                screen.note("Both conversations in your browser: " + trial.show());
            }
            screen.note("digestbot try: the bot against stand-ins of Telegram and Discord.");
            boolean delivered = trial.deliverAll();
            if (!once) {
                trial.converse();
            }
            if (record.isPresent()) {
                trial.record(record.get());
            }
            return delivered ? 0 : 1;
        }
    }

    private TrialPorts checked(int first) {
        int most = 65_533;
        if (first < 0 || first > most) {
            throw new ParameterException(
                    spec.commandLine(), "--port: %d is none; say 0, or 1 to %d".formatted(first, most));
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
                    "--port: nothing can listen on %d (%s); name another, or 0 for a free one"
                            .formatted(each, e.getMessage()),
                    e);
        }
    }

    private TrialScreen screen() {
        Optional<TerminalScreen> terminal = once ? Optional.empty() : TerminalScreen.open();
        return terminal.<TrialScreen>map(screen -> screen).orElseGet(() -> new StreamScreen(System.out));
    }
}
