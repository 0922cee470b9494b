package digestbot.app;

import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.config.Config;
import digestbot.config.ConfigReader;
import digestbot.config.ConfigResult;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.trial.RequestRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Both platforms' simulators, a folder of digests and a path for the database; a test starts a bot
/// on it.
public final class BotFixture implements AutoCloseable {

    public static final String TELEGRAM_TOKEN = "424242:SECRET-stage-telegram";
    public static final String DISCORD_TOKEN = "SECRET-stage.discord";

    public final TelegramSandbox telegram;
    public final DiscordSandbox discord;
    /// The time that a busy machine may take for what the platforms want within seconds.
    private static final Duration BUSY = Duration.ofMinutes(2);

    public final Path folder;
    public final Path digests;
    private final BotHome botHome;

    public BotFixture(Path folder) throws IOException {
        InstantSource clock = InstantSource.system();
        telegram = TelegramSandbox.start(0, TELEGRAM_TOKEN, "stage_bot", clock);
        discord = DiscordSandbox.start(0, DISCORD_TOKEN, clock);
        discord.acknowledgeWithin(BUSY);
        telegram.answerWithin(BUSY);
        this.folder = folder;
        botHome = BotHome.in(folder);
        digests = botHome.digests();
    }

    public SandboxPerson person() {
        return new SandboxPerson(501, "Ada", "en");
    }

    public SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
    }

    /// The configuration of [#configFile].
    public Config config(String more) throws IOException {
        return switch (new ConfigReader(Map.of()).read(configFile(more))) {
            case ConfigResult.Loaded loaded -> loaded.config();
            case ConfigResult.InvalidConfig refused -> throw new AssertionError(refused.problems());
        };
    }

    /// The same configuration as a file, for a separate process.
    ///
    /// @param more further YAML lines
    public Path configFile(String more) throws IOException {
        return botHome.configFile(
                telegram.url(),
                Optional.of(new SandboxProcess.Discord(discord.apiUrl(), discord.gatewayUrl())),
                "{per-second: 200, per-chat-per-second: 50, per-group-per-minute: 600}",
                more);
    }

    public Path database() {
        return botHome.database();
    }

    /// Puts the file into the watched folder as a pipeline should: written beside it, then renamed.
    public void drop(String name, String text) throws IOException {
        botHome.drop(name, text);
    }

    /// People who subscribed to trade on Telegram before the bot starts.
    ///
    /// @param first the id of the first
    /// @param unknown how many of them, the first ones, Telegram does not know any more
    void subscribeReaders(long first, int count, int unknown) {
        for (long id = first + unknown; id < first + count; id++) {
            var person = new SandboxPerson(id, "Reader " + id, "en");
            telegram.join(person, privateChat(person));
        }
        try (Database database = TestDatabase.open(database())) {
            database.writeWithoutResult(tx -> {
                tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Topic trade')");
                tx.handle().execute("""
                        INSERT INTO subscriber (platform, chat_id, kind, created_at)
                        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        SELECT 'telegram', ? + i, 'private', 0 FROM n
                        """, count - 1, first);
                tx.handle()
                        .execute("INSERT INTO subscription (subscriber, topic, created_at)"
                                + " SELECT number, 'trade', 0 FROM subscriber");
            });
        }
    }

    /// A digest with two perspectives.
    public static String digest(String topic, String day, String highlight) {
        return """
                ---
                title: "%1$s - %2$s"
                date: %2$s
                topic: %1$s
                topicName: "Topic %1$s"
                articleCount: 1
                perspectives:
                  - {id: us, name: United States}
                  - {id: china, name: China}
                ---
                ## Highlights

                - %3$s

                ## United States

                - The first side says its part about it, at some length.

                ## China

                - The second side says its part about it, at some length.

                ## Sources

                1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026)
                """.formatted(topic, day, highlight);
    }

    /// The same digest in that language; it names the language.
    static String digestIn(String language, String day, String highlight) {
        return digest("trade", day, highlight + " (" + language + ")")
                .replace("topic: trade", "topic: trade\nlanguage: " + language)
                .replace("its part about it", "its part about it (" + language + ")");
    }

    /// The text of the messages, a line each.
    public static String text(List<ShownMessage> messages) {
        return messages.stream()
                .flatMap(message -> message.rows().stream())
                .map(BotFixture::text)
                .collect(Collectors.joining("\n"));
    }

    private static String text(ClientRow row) {
        return switch (row) {
            case ClientRow.Line line ->
                line.spans().stream().map(ClientSpan::text).collect(Collectors.joining());
            case ClientRow.ButtonRow buttons ->
                buttons.buttons().stream()
                        .map(key -> "[" + key.number() + " " + key.label() + "]")
                        .collect(Collectors.joining(" "));
            case ClientRow.SelectMenu menu -> "[" + menu.number() + " " + menu.placeholder() + "]";
            case ClientRow.Divider() -> "---";
        };
    }

    /// Leaves all requests of this run in `target/requests`, to be checked against the platforms' descriptions.
    void record(String name) throws IOException {
        Path file = Files.createDirectories(Path.of("target/requests")).resolve(name + ".jsonl");
        RequestRecording.write(file, telegram, discord);
    }

    @Override
    public void close() {
        discord.close();
        telegram.close();
    }
}
