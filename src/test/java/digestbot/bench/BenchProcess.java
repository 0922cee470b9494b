package digestbot.bench;

import digestbot.app.Bot;
import digestbot.app.Config;
import digestbot.config.TestConfig;
import digestbot.database.Database;
import digestbot.delivery.api.PlatformLimits;
import digestbot.discord.DiscordSettings;
import digestbot.outside.BotHome;
import digestbot.telegram.TelegramSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The bot's process for measurements that need figures from inside it, or no limits; otherwise as
/// `digestbot run`.
///
/// Arguments: `<configuration file> <limited|unlimited>`. Commands, a line each: `heap` resets the
/// peak of the heap and answers with it; `plan` waits until something is planned and answers `<ms>
/// <rows> <longest wait in ms>`.
final class BenchProcess {

    private static final long LOOK_MILLIS = 5;
    private static final double MIB = 1 << 20;

    private final Database database;

    private BenchProcess(Database database) {
        this.database = database;
    }

    static void main(String... arguments) throws IOException, InterruptedException {
        Config config = BotHome.read(Path.of(arguments[0]));
        try (Bot bot =
                Bot.start(arguments[1].equals("unlimited") ? unlimited(config) : config, InstantSource.system())) {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var subject = new BenchProcess(bot.database());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(subject.answer(line));
            }
        }
    }

    private static Config unlimited(Config config) {
        return TestConfig.with(
                config,
                config.telegram()
                        .map(telegram ->
                                new TelegramSettings(telegram.token(), telegram.apiUrl(), new PlatformLimits(0, 0, 0))),
                config.discord()
                        .map(discord -> new DiscordSettings(
                                discord.token(),
                                discord.apiUrl(),
                                discord.opensPerMinute(),
                                new PlatformLimits(0, 0, 0))),
                config.console());
    }

    private String answer(String command) throws InterruptedException {
        return switch (command) {
            case "heap" -> Double.toString(peakMib());
            case "plan" -> plan();
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static double peakMib() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        double peak = pools.stream()
                .mapToDouble(pool -> pool.getPeakUsage().getUsed() / MIB)
                .sum();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        return peak;
    }

    /// Meanwhile, this thread writes every few milliseconds, and measures how long it waits for the
    /// writer.
    private String plan() throws InterruptedException {
        while (!planning()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long begin = System.nanoTime();
        long longest = 0;
        while (planning()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long before = System.nanoTime();
            database.writeWithoutResult(tx -> tx.execute("UPDATE planning SET cursor = cursor WHERE digest = -1"));
            longest = Math.max(longest, System.nanoTime() - before);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        long rows = database.read(tx -> tx.number("SELECT count(*) FROM delivery WHERE cause = 'digest'"));
        return millis + " " + rows + " " + longest / 1e6;
    }

    private boolean planning() {
        return database.read(tx -> tx.select("SELECT EXISTS (SELECT 1 FROM planning)")
                .mapTo(Boolean.class)
                .one());
    }
}
