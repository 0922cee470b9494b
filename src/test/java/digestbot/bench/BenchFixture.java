package digestbot.bench;

import digestbot.app.BotFixture;
import digestbot.outside.BotHome;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The environment of all measurements: the simulators, a way to start the
/// bot, and a folder that is empty at first.
record BenchFixture(double scale, JavaLaunch launch, Simulators sandbox, Path folder) {

    /// The ids of other readers follow.
    static final long FIRST_READER = 1_000;

    static final int QUESTIONS = 200;

    private static final String TOPIC = "trade";

    /// The receivers of a fan-out.
    int chats() {
        return (int) (100_000 * scale);
    }

    /// Those for whom deliveries are planned.
    int subscribers() {
        return (int) (1_000_000 * scale);
    }

    /// All subscribers have just subscribed.
    BotHome botHome(String name, int subscribers) throws IOException {
        BotHome botHome = BotHome.in(Files.createDirectories(folder.resolve(name)));
        SeededSubscribers seeded = SeededSubscribers.of(botHome.location()).topics(List.of(TOPIC));
        if (subscribers > 0) {
            seeded.telegram(FIRST_READER, subscribers);
        }
        return botHome;
    }

    private Path config(BotHome botHome) throws IOException {
        return botHome.configFile(sandbox.telegram(), sandbox.discord(), "");
    }

    BenchBot run(BotHome botHome) throws IOException {
        return run(botHome, config(botHome));
    }

    BenchBot run(BotHome botHome, Path config) throws IOException {
        return BenchBot.start(launch.program(List.of("run", "--config", config.toString())), botHome.log());
    }

    /// The bot as a [BenchProcess].
    BenchBot subject(BotHome botHome, boolean unlimited) throws IOException {
        List<String> arguments = List.of(config(botHome).toString(), unlimited ? "unlimited" : "limited");
        return BenchBot.start(launch.test(BenchProcess.class, arguments), botHome.log());
    }

    /// The digest is one message of about 1,500 characters.
    void publish(BotHome botHome, String edition) throws IOException {
        LocalDate today = LocalDate.now(InstantSource.system().withZone(ZoneOffset.UTC));
        String highlights = IntStream.rangeClosed(1, 9)
                .mapToObj(number -> "Highlight %d tells what happened between both of them on that day, in as many"
                                .formatted(number)
                        + " words as an editor of such a digest would use for it.")
                .collect(Collectors.joining("\n- "));
        botHome.drop(
                edition + ".md",
                BotFixture.digest(TOPIC, today.toString(), highlights)
                        .replace("topic: trade", "topic: trade\nedition: " + edition)
                        .replace("at some length.", "at some length, and then once more in other words."));
    }
}
