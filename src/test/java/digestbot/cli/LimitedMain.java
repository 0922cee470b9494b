package digestbot.cli;

import digestbot.app.Bot;
import digestbot.config.TestConfig;
import digestbot.delivery.api.PlatformLimits;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The command line of a bot that has other limits of Telegram than its own.
public final class LimitedMain {

    private static final String PROPERTY = "digestbot.limits";

    private LimitedMain() {}

    public static String option(PlatformLimits limits) {
        return "-D%s=%d,%d,%d"
                .formatted(PROPERTY, limits.perSecond(), limits.perChatPerSecond(), limits.perGroupPerMinute());
    }

    static void main(String[] arguments) {
        int[] numbers = Stream.of(System.getProperty(PROPERTY).split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        var limits = new PlatformLimits(numbers[0], numbers[1], numbers[2]);
        CommandLine line = Main.commandLine(Clock.systemUTC());
        RunCommand run =
                Objects.requireNonNull(line.getSubcommands().get("run")).getCommand();
        run.starter = config -> Bot.start(TestConfig.limited(config, limits));
        System.exit(line.execute(arguments));
    }
}
