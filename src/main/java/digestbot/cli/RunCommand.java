package digestbot.cli;

import digestbot.app.Bot;
import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.cli.common.ConfiguredCommand;
import digestbot.cli.common.ParentProcess;
import digestbot.cli.common.VersionProvider;
import digestbot.cluster.ClusterNode;
import digestbot.config.Config;
import digestbot.console.signin.ConsoleSettings;
import digestbot.database.Database;
import digestbot.database.DatabaseLocation.SqliteLocation;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `digestbot run`: runs the bot.
@Command(name = "run", description = "Run the bot.", mixinStandardHelpOptions = true)
final class RunCommand extends ConfiguredCommand {

    @Option(
            names = "--check",
            description = "Only check the configuration, tokens and files as at the start; print what is wrong.")
    private boolean check;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ParentProcess.endWithIt();
        Config config = load();
        if (config.platforms().isEmpty()) {
            throw wrong(noPlatform());
        }
        Optional<String> denied = FileAccessCheck.of(config);
        if (denied.isPresent()) {
            return fail(denied.get());
        }
        if (check) {
            return 0;
        }
        try {
            return config.database() instanceof SqliteLocation ? runAlone(config) : run(config);
        } catch (Database.DatabaseUnavailableException e) {
            return fail(e.getMessage() + ". Run “digestbot doctor” for a diagnosis.");
        } catch (ClusterNode.NodeNameTakenException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    /// Only one bot may use a SQLite file.
    private int runAlone(Config config) throws IOException, InterruptedException {
        Optional<RunLock> lock = RunLock.tryAcquire(config.database());
        if (lock.isEmpty()) {
            return fail(alreadyRunning(config));
        }
        try (RunLock _ = lock.get()) {
            return run(config);
        }
    }

    private int run(Config config) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Bot bot = Bot.start(config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> {
            bot.close();
            ended.countDown();
        }));
        command().getErr().println(started(config, bot.consolePort()));
        ended.await();
        return 0;
    }

    private static String alreadyRunning(Config config) {
        return "A bot is already running on %s. Stop it first, or set another database.".formatted(config.database());
    }

    private String noPlatform() {
        return """
                No bot token configured.
                Set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal), or telegram.token \
                or discord.token in %s.
                To try the bot without any account, run: digestbot try""".formatted(configFile());
    }

    /// Platforms connect in the background, so the line does not claim that they are connected.
    private static String started(Config config, OptionalInt consolePort) {
        String platforms =
                config.platforms().stream().sorted().map(Platform::title).collect(Collectors.joining(" and "));
        return "%s started: watching %s, %s, %s. Ctrl-C to stop."
                .formatted(
                        new VersionProvider().getVersion()[0],
                        config.digests(),
                        platforms,
                        consolePort.isPresent()
                                ? "console %s".formatted(consoleAddress(config, consolePort.getAsInt()))
                                : "no console");
    }

    private static String consoleAddress(Config config, int port) {
        String host = config.console().map(ConsoleSettings::host).orElse("");
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
}
