package digestbot.bench;

import digestbot.app.BotFixture;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.outside.SeededSubscribers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The environment of all measurements: the simulators in a separate process, a way to start the
/// bot, and a folder that is empty at first.
record BenchFixture(BenchSizes sizes, JavaLaunch launch, SandboxProcess sandbox, Path folder) {

    /// The ids of other readers follow.
    static final long FIRST_READER = 1_000;

    private static final int FOLLOWERS_PER_STATEMENT = 50_000;

    private static final String TOPIC = "trade";

    /// All subscribers have just subscribed.
    BotHome botHome(String name, int subscribers) throws IOException {
        BotHome botHome = BotHome.in(Files.createDirectories(folder.resolve(name)));
        SeededSubscribers seeded = SeededSubscribers.of(botHome.location()).topics(List.of(TOPIC));
        if (subscribers > 0) {
            seeded.telegram(FIRST_READER, subscribers);
        }
        return botHome;
    }

    /// Chats that do not subscribe to the topic, but follow ten words each: one that the digest
    /// has, and nine of 100,000 that it does not have.
    BotHome botHomeOfFollowers(String name, int followers) throws IOException {
        BotHome botHome = botHome(name, followers);
        try (Database database = TestDatabase.open(botHome.database())) {
            database.writeWithoutResult(tx -> tx.handle().execute("UPDATE subscription SET topic = NULL"));
            // One statement for all of them takes longer than a connection waits.
            for (int from = 0; from <= followers; from += FOLLOWERS_PER_STATEMENT) {
                int first = from;
                database.writeWithoutResult(tx -> tx.handle().execute("""
                        INSERT INTO word (subscriber, kind, word, typed, created_at)
                        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
                        SELECT number, 'follow', word, word, created_at
                        FROM (SELECT u.number, u.created_at,
                                     CASE n.i WHEN 0 THEN CASE u.number % 5 WHEN 0 THEN 'editor' WHEN 1 THEN 'highlight'
                                                          WHEN 2 THEN 'what happened' WHEN 3 THEN 'side' ELSE 'words' END
                                              ELSE 'other' || ((u.number * 7919 + n.i * 4729) % 100000) END AS word
                              FROM subscriber u JOIN n ON 1 = 1
                              WHERE u.number BETWEEN ? AND ?) named
                        """, first, first + FOLLOWERS_PER_STATEMENT - 1));
            }
        }
        return botHome;
    }

    /// The channels have just subscribed.
    BotHome botHomeOfChannels(String name, List<Long> channels) throws IOException {
        BotHome botHome = botHome(name, 0);
        SeededSubscribers.of(botHome.location()).topics(List.of(TOPIC)).groups(SimulatedPlatform.DISCORD, channels);
        return botHome;
    }

    Path config(BotHome botHome, String limits) throws IOException {
        return config(botHome, limits, "");
    }

    Path config(BotHome botHome, String limits, String more) throws IOException {
        return botHome.configFile(sandbox.telegram(), sandbox.discord(), limits, more);
    }

    BenchBot run(BotHome botHome, String limits) throws IOException {
        return run(botHome, config(botHome, limits));
    }

    BenchBot run(BotHome botHome, Path config) throws IOException {
        return minded(BenchBot.start(launch.program(List.of("run", "--config", config.toString())), botHome.log()));
    }

    /// The bot as a [BenchProcess].
    BenchBot subject(BotHome botHome, String limits) throws IOException {
        return subject(botHome, limits, "");
    }

    BenchBot subject(BotHome botHome, String limits, String more) throws IOException {
        boolean unlimited = limits.isEmpty();
        String config =
                config(botHome, unlimited ? BotHome.ROOMY : limits, more).toString();
        List<String> arguments = List.of(config, unlimited ? "unlimited" : "limited");
        return minded(BenchBot.start(launch.test(BenchProcess.class, arguments), botHome.log()));
    }

    /// The output of a test class in a process of its own.
    List<String> output(Class<?> main, List<String> arguments, String name) throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".txt");
        Process process = new ProcessBuilder(launch.test(main, arguments))
                .redirectError(log.toFile())
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s could not be measured; see %s".formatted(name, log));
        }
        return lines;
    }

    private BenchBot minded(BenchBot bot) {
        sandbox.mind(bot.process());
        return bot;
    }

    /// The digest is one message of about 1,500 characters.
    void publish(BotHome botHome, String edition) throws IOException {
        drop(botHome, edition, "an editor of such a digest");
    }

    /// Changes a sentence in that digest.
    void correct(BotHome botHome, String edition) throws IOException {
        drop(botHome, edition, "a careful editor of such a digest");
    }

    private static void drop(BotHome botHome, String edition, String author) throws IOException {
        LocalDate today = LocalDate.now(InstantSource.system().withZone(ZoneOffset.UTC));
        botHome.drop(
                edition + ".md",
                BotFixture.digest(TOPIC, today.toString(), highlights(author))
                        .replace("topic: trade", "topic: trade\nedition: " + edition)
                        .replace("at some length.", "at some length, and then once more in other words."));
    }

    private static String highlights(String author) {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(number -> "Highlight %d tells what happened between both of them on that day, in as many"
                                .formatted(number)
                        + " words as " + author + " would use for it.")
                .collect(Collectors.joining("\n- "));
    }
}
