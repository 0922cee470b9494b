package digestbot.cli;

import digestbot.app.LogSetup;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `digestbot try`: the bot with simulators of both platforms, no accounts needed.
@Command(
        name = "try",
        description = "Try the bot with simulated Telegram and Discord; no accounts needed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  digestbot try --digests my-digests"})
final class TryCommand extends ConfiguredCommand {

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the page; console, simulators and site use the next four. 0 picks free ports"
                    + " (default: 8081, or a free one).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--digests", paramLabel = "DIR", description = "Folder of digests (default: the configured one).")
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
            return trial.get().run(new Trial.Options(base, folder, port, once, record)) ? 0 : 1;
        } catch (Trial.PortRefusedException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }
}
