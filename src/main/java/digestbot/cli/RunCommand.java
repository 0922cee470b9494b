package digestbot.cli;

import digestbot.app.Bot;
import digestbot.app.FileAccessCheck;
import digestbot.app.RunLock;
import digestbot.audience.Platform;
import digestbot.cli.common.ConfigOption;
import digestbot.config.Config;
import digestbot.database.Database;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `digestbot run`: the bot.
@Command(name = "run", description = "Runs the bot until it is told to end.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption configuration = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = configuration.load();
        if (config.platforms().isEmpty()) {
            throw new ParameterException(spec.commandLine(), noPlatform());
        }
        Optional<String> denied = FileAccessCheck.of(config);
        if (denied.isPresent()) {
            return refuse(denied.get());
        }
        Optional<RunLock> lock = RunLock.take(config.database());
        if (lock.isEmpty()) {
            return refuse(alreadyRunning(config));
        }
        try (RunLock _ = lock.get()) {
            return run(config);
        } catch (Database.Unusable e) {
            return refuse(e.getMessage() + "; digestbot doctor says what to do.");
        }
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }

    private int run(Config config) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Bot bot = Bot.start(config, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> {
            bot.close();
            ended.countDown();
        }));
        spec.commandLine().getErr().println(started(config));
        ended.await();
        return 0;
    }

    private static String alreadyRunning(Config config) {
        return "A bot runs on %s already; end it first, or give this one a database of its own."
                .formatted(config.database());
    }

    private String noPlatform() {
        return """
                There is no token, so there is nothing to run.
                Set TELEGRAM_TOKEN (from @BotFather) or DISCORD_TOKEN (from the Developer Portal), or telegram.token \
                or discord.token in %s.
                To see the bot at work without any account: digestbot try""".formatted(configuration.file());
    }

    private static String started(Config config) {
        String platforms =
                config.platforms().stream().sorted().map(Platform::title).collect(Collectors.joining(" and "));
        return "digestbot runs: watching %s, %s. Ctrl-C or TERM ends it.".formatted(config.digests(), platforms);
    }
}
