package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.config.TestConfig;
import digestbot.delivery.api.PlatformLimits;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.outside.BotHome;
import digestbot.outside.SeededSubscribers;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.trial.SandboxTrial;
import digestbot.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Both platforms' simulators, a folder of digests and a path for the database; a test starts a bot
/// on it.
public final class BotFixture implements AutoCloseable {

    public static final String TELEGRAM_TOKEN = "424242:SECRET-stage-telegram-of-35-letters";
    public static final String DISCORD_TOKEN = "SECRET-stage.discord";

    /// The beginning of a PNG of 300 × 200 pixels.
    static final byte[] PICTURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d494844520000012c000000c80800000000");

    public final TelegramSandbox telegram;
    public final DiscordSandbox discord;
    /// A busy machine may take so long where the platforms demand seconds.
    private static final Duration BUSY = Duration.ofMinutes(2);

    public final Path folder;
    public final Path digests;
    private final BotHome botHome;
    private final BlockingQueue<SandboxEvent> forms = new LinkedBlockingQueue<>();
    private Runnable scan = () -> {};

    public BotFixture(Path folder) throws IOException {
        telegram = TelegramSandbox.start(0, TELEGRAM_TOKEN, "stage_bot");
        discord = DiscordSandbox.start(0, DISCORD_TOKEN);
        discord.listen(event -> {
            if (event instanceof SandboxEvent.FormOpened) {
                forms.add(event);
            }
        });
        discord.acknowledgeWithin(BUSY);
        telegram.answerWithin(BUSY);
        this.folder = folder;
        botHome = BotHome.in(folder);
        digests = botHome.digests();
    }

    public static Map<DeliveryState, Long> deliveries(Bot bot, DeliveryCause cause) {
        return bot.database().read(tx -> TrialStore.states(tx, cause));
    }

    /// Waits until so many deliveries are in this state, and none is in another one.
    static void awaitDeliveries(Bot bot, DeliveryCause cause, DeliveryState state, long count) {
        assertThat(await().until(() -> deliveries(bot, cause), states -> states.getOrDefault(state, 0L) >= count))
                .isEqualTo(Map.of(state, count));
    }

    /// Waits until a form is open on Discord, and submits it.
    void submit(SandboxPerson person, SandboxPlace place, String text) throws InterruptedException {
        assertThat(forms.poll(2, TimeUnit.MINUTES)).as("a form").isNotNull();
        discord.submit(person, place, Map.of("text", text));
    }

    public SandboxPerson person() {
        return new SandboxPerson(501, "Ada", "en");
    }

    public SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
    }

    public Config config(String more) throws IOException {
        return limited(BotHome.read(configFile(more)));
    }

    /// Tests need not wait for these limits.
    static Config limited(Config config) {
        return TestConfig.limited(config, new PlatformLimits(200, 50, 600));
    }

    /// For a separate process; `more` has further YAML lines.
    public Path configFile(String more) throws IOException {
        return botHome.configFile(telegram.url(), Optional.of(discord.apiUrl()), more);
    }

    public Path database() {
        return botHome.database();
    }

    /// As a pipeline should: the file is written beside its place, then renamed.
    public void drop(String name, String text) throws IOException {
        botHome.drop(name, text);
        scan.run();
    }

    /// This bot looks at once for what is dropped.
    Bot watchedBy(Bot bot) {
        scan = bot::scanNow;
        return bot;
    }

    /// People who subscribed to trade on Telegram before the bot starts.
    void subscribeReaders(long first, int count) {
        for (long id = first; id < first + count; id++) {
            var person = new SandboxPerson(id, "Reader " + id, "en");
            telegram.join(person, privateChat(person));
        }
        SeededSubscribers.of(database()).topics(List.of("trade")).telegram(first, count);
    }

    /// Has two perspectives.
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

    /// What both sides say is about the same.
    public static String paired(String topic, String day, String highlight) {
        return digest(topic, day, highlight).replace("at some length.", "at some length. {pair: part}");
    }

    /// The text names the language.
    static String digestIn(String language, String day, String highlight) {
        return paired("trade", day, highlight + " (" + language + ")")
                .replace("topic: trade", "topic: trade\nlanguage: " + language)
                .replace("its part about it", "its part about it (" + language + ")");
    }

    /// The new or changed message of the bot, if that is the event.
    public static Optional<ShownMessage> fromBot(SandboxEvent event) {
        return switch (event) {
            case SandboxEvent.Shown(ShownMessage message) when message.author().isEmpty() -> Optional.of(message);
            case SandboxEvent.Edited(ShownMessage message) when message.author().isEmpty() -> Optional.of(message);
            default -> Optional.empty();
        };
    }

    /// A line for each row.
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
            case ClientRow.AttachedFile file -> file.text();
            case ClientRow.Divider() -> "---";
        };
    }

    /// Leaves all requests of this run in `target/requests`, to be checked against the platforms'
    /// descriptions.
    void record(String name) throws IOException {
        Path file = Files.createDirectories(Path.of("target/requests")).resolve(name + ".jsonl");
        SandboxTrial.record(file, telegram, discord);
    }

    /// The person sends a picture with a text, and replies to it with a command.
    void replyToPicture(SandboxPerson person, String caption, String command) {
        SandboxPlace place = privateChat(person);
        telegram.sendPicture(person, place, PICTURE, caption);
        telegram.reply(person, place, telegram.screen(place).getLast().id(), command);
    }

    @Override
    public void close() {
        discord.close();
        telegram.close();
    }
}
