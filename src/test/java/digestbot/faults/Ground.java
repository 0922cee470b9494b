package digestbot.faults;

import digestbot.app.Bot;
import digestbot.app.config.ConfigReader;
import digestbot.app.config.ConfigResult;
import digestbot.database.ReadOnlyDatabase;
import digestbot.outside.BotProcess;
import digestbot.outside.Premises;
import digestbot.outside.SandboxProcess;
import digestbot.outside.SandboxProcess.At;
import digestbot.subscription.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// Where a bot meets with faults: the stand-ins in a process of their own, a folder with digests and a database.
///
/// The points of a digest carry marks, by which a message is known: the parts of a digest are a list of marks each.
final class Ground implements AutoCloseable {

    static final int IN_FLIGHT = 32;
    /// What may wait to be committed besides; see `digestbot.delivery.Settler`.
    static final int UNCOMMITTED = 256;

    /// For a process that does not live long.
    static final String QUICK = "-XX:TieredStopAtLevel=1";

    static final Duration READY = Duration.ofSeconds(60);

    private static final String MARKS = "Q[a-z]+\\d\\dQ";

    final SandboxProcess sandbox;
    final Premises premises;
    private final Path folder;
    private final boolean discord;

    private Ground(SandboxProcess sandbox, Path folder, boolean discord) throws IOException {
        this.sandbox = sandbox;
        this.folder = folder;
        this.discord = discord;
        premises = Premises.in(folder.resolve("bot"));
        sandbox.marks(At.TELEGRAM, MARKS);
        sandbox.marks(At.DISCORD, MARKS);
    }

    /// With Telegram alone.
    static Ground telegram(Path folder) throws IOException {
        return new Ground(SandboxProcess.start(folder.resolve("sandbox.txt"), false), folder, false);
    }

    /// With Telegram alone, and a network in front of it.
    static Ground telegramWithDoor(Path folder) throws IOException {
        return new Ground(SandboxProcess.startWithDoors(folder.resolve("sandbox.txt"), false), folder, false);
    }

    /// With both, and a network in front of them.
    static Ground withDoors(Path folder) throws IOException {
        return new Ground(SandboxProcess.startWithDoors(folder.resolve("sandbox.txt"), true), folder, true);
    }

    /// Starts the bot as a process, and does not wait.
    BotProcess start(String... javaOptions) throws IOException {
        BotProcess bot = BotProcess.start(config(premises), premises.log(), javaOptions);
        sandbox.mind(bot.process());
        return bot;
    }

    void awaitReady(BotProcess bot) {
        bot.awaitReady(READY, discord ? EnumSet.allOf(Platform.class) : EnumSet.of(Platform.TELEGRAM));
    }

    /// Starts the bot in this process, and waits.
    Bot startHere() throws Exception {
        return startHere(premises);
    }

    private Bot startHere(Premises where) throws Exception {
        var config = switch (new ConfigReader(Map.of()).read(config(where))) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.Refused refused -> throw new AssertionError(refused.problems());
        };
        Bot bot = Bot.start(config, InstantSource.system());
        if (!bot.awaitReady(READY)) {
            bot.close();
            throw new AssertionError("the bot is not ready");
        }
        return bot;
    }

    private Path config(Premises where) throws IOException {
        return where.configFile(
                sandbox.telegram(),
                sandbox.discord(),
                Premises.ROOMY,
                "delivery: {in-flight: %d}\nlibrary: {look-every-seconds: 1}\n".formatted(IN_FLIGHT));
    }

    /// What a chat receives of these digests where nothing goes wrong: their parts, in order, as a bot of its own
    /// sends them to somebody who gets nothing else.
    ///
    /// @param digests texts by file name, in order
    List<String> parts(List<Map.Entry<String, String>> digests) throws Exception {
        return parts(At.TELEGRAM, digests);
    }

    /// As [#parts(List)], on either platform.
    List<String> parts(At at, List<Map.Entry<String, String>> digests) throws Exception {
        long chat = at == At.TELEGRAM ? 1 : sandbox.channel("calm").id();
        var where = Premises.in(folder.resolve("calm-" + at));
        Crowd crowd = Crowd.of(where.database()).topics(List.of("trade", "tech"));
        if (at == At.TELEGRAM) {
            sandbox.join(chat, 1);
            crowd.telegram(chat, 1);
        } else {
            crowd.chats("discord", "group", List.of(chat));
        }
        try (Bot bot = startHere(where)) {
            for (int i = 0; i < digests.size(); i++) {
                where.drop(digests.get(i).getKey(), digests.get(i).getValue());
                long sent = i + 1L;
                Awaitility.await()
                        .atMost(READY)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> bot.deliveries("digest").getOrDefault("sent", 0L) == sent);
            }
        }
        List<String> parts = sandbox.received(at).get(chat);
        sandbox.forget(at);
        return List.copyOf(parts);
    }

    /// A digest of today whose points carry marks.
    ///
    /// @param name small letters, which the marks begin with
    /// @param points of each of its three sections
    static String digest(String topic, String name, int points) {
        return """
                ---
                title: "%1$s"
                date: %2$s
                topic: %1$s
                topicName: "Topic %1$s"
                articleCount: 1
                perspectives:
                  - {id: us, name: United States}
                  - {id: china, name: China}
                ---
                ## Highlights

                %3$s

                ## United States

                %4$s

                ## China

                %5$s

                ## Sources

                1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026)
                """.formatted(
                        topic,
                        LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC),
                        points(name + "h", points),
                        points(name + "u", points),
                        points(name + "c", points));
    }

    private static String points(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "- Q%s%02dQ and what is there to say about it, at some length, so that it takes room."
                        .formatted(name, i))
                .collect(Collectors.joining("\n"));
    }

    /// How many deliveries of that cause are in each state, as the disk has it; a running bot may go on.
    Map<String, Long> states(String cause) {
        return read("SELECT state, count(*) FROM delivery WHERE cause = '%s' GROUP BY state".formatted(cause));
    }

    /// How many parts of the chat's digests are settled, by chat.
    Map<Long, Long> settled() {
        Map<Long, Long> settled = new HashMap<>();
        read("""
                SELECT u.chat_id, count(p.message_id) FROM subscriber u JOIN delivery d ON d.subscriber = u.number
                JOIN part p ON p.delivery = d.number WHERE d.cause = 'digest' GROUP BY u.chat_id
                """).forEach((chat, count) -> settled.put(Long.valueOf(chat), count));
        return settled;
    }

    /// A query of a text and a number.
    Map<String, Long> read(String sql) {
        try (var database = ReadOnlyDatabase.open(premises.database())) {
            return database.read(tx -> tx.handle()
                    .createQuery(sql)
                    .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    /// Waits until so many deliveries of digests are stored.
    void awaitPlanned(long deliveries) {
        Awaitility.await("all is planned")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> states("digest").values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= deliveries);
    }

    /// Waits until no digest's delivery is owed or claimed.
    void awaitDelivered(Duration patience) {
        Awaitility.await("all is delivered")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    Map<String, Long> states = states("digest");
                    return !states.isEmpty() && !states.containsKey("owed") && !states.containsKey("claimed");
                });
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
