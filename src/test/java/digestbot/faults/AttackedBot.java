package digestbot.faults;

import digestbot.api.push.PushToken.PushSecret;
import digestbot.app.BotFixture;
import digestbot.audience.Platform;
import digestbot.console.signin.Passwords;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.outbox.StoredContent;
import digestbot.markdown.Block;
import digestbot.outside.BotHome;
import digestbot.outside.BotProcess;
import digestbot.outside.JavaProcess;
import digestbot.outside.ProcStatus;
import digestbot.outside.RefusingPort;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The bot in a separate process, with the options of `bin/digestbot run`, between both
/// platforms' sandboxes, with a console behind a password, a site, and subscribers who wait for
/// digests.
final class AttackedBot implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    static final List<SandboxPerson> OWNERS = List.of(
            new SandboxPerson(901, "Owner 1", "en"),
            new SandboxPerson(902, "Owner 2", "en"),
            new SandboxPerson(903, "Owner 3", "en"));

    static final SandboxPerson ATTACKER = new SandboxPerson(904, "Mallory", "en");

    /// The topic of a digest of the maximum length.
    private static final String LARGE = "large";

    private static final long FIRST_SUBSCRIBER = 100_000;
    private static final int CHATS = 30;
    private static final int CHANNELS = 3;

    /// The bot has sent the attacker so many long replies before, on each platform.
    private static final int OLD_REPLIES = 1_500;

    private static final int POINTS_OF_REPLY = 300;

    /// In reality Discord waits three seconds for an answer; here the test measures the time of an
    /// answer.
    private static final Duration BUSY = Duration.ofMinutes(1);

    final TelegramSandbox telegram;
    final DiscordSandbox discord;
    final BotHome botHome;
    private final RefusingPort consoleKept = new RefusingPort();
    private final RefusingPort siteKept = new RefusingPort();
    final int consolePort = consoleKept.number();
    final int sitePort = siteKept.number();
    final PushSecret slowPipeline = PushSecret.random();
    private final PushSecret pipeline = PushSecret.random();
    private final List<SandboxPlace> chats = new ArrayList<>();
    private final List<SandboxPlace> channels = new ArrayList<>();
    private final Path temporary;
    private final BotProcess process;

    /// Waits until the bot is ready.
    AttackedBot(Path folder, List<String> topics) throws IOException {
        telegram = TelegramSandbox.start(0, BotFixture.TELEGRAM_TOKEN, "stage_bot");
        discord = DiscordSandbox.start(0, BotFixture.DISCORD_TOKEN);
        discord.acknowledgeWithin(BUSY);
        telegram.answerWithin(BUSY);
        botHome = BotHome.in(folder);
        settle(topics);
        temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> java = JavaProcess.optionsOfRun();
        java.addAll(List.of(BotProcess.QUICK, "-Djava.io.tmpdir=" + temporary));
        process = BotProcess.start(config(), botHome.log(), java.toArray(String[]::new));
        process.awaitReady(FaultFixture.READY, EnumSet.allOf(Platform.class));
        Awaitility.await("commands on Discord")
                .until(() -> !discord.offered(ATTACKER, discord.directMessages(ATTACKER))
                        .isEmpty());
    }

    static SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
    }

    private Path config() throws IOException {
        return botHome.configFile(telegram.url(), Optional.of(discord.apiUrl()), """
                owners: {telegram: %s}
                site: {url: https://news.example.org, port: %d}
                sources:
                  push:
                    - {name: pipeline, token: %s}
                    - {name: slow, token: %s}
                console:
                  port: %d
                  password-hash: %s
                """.formatted(
                        OWNERS.stream().map(SandboxPerson::id).toList(),
                        sitePort,
                        pipeline.hash(),
                        slowPipeline.hash(),
                        consolePort,
                        Passwords.hash(PASSWORD)));
    }

    private void settle(List<String> topics) throws IOException {
        for (int i = 0; i < CHATS; i++) {
            var person = new SandboxPerson(FIRST_SUBSCRIBER + i, "Reader " + i, "en");
            telegram.join(person, privateChat(person));
            chats.add(privateChat(person));
        }
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(discord.channel("news-" + i));
        }
        SeededSubscribers subscribers = SeededSubscribers.of(botHome.database()).topics(topics);
        subscribers.telegram(FIRST_SUBSCRIBER, CHATS);
        subscribers.groups(
                SimulatedPlatform.DISCORD,
                channels.stream().map(SandboxPlace::id).toList());
        rememberReplies(discord.directMessages(ATTACKER).id());
        botHome.drop(LARGE + ".md", new MarkedDigests(LARGE, LARGE, 99).text());
    }

    /// Replies that were settled before, as the outbox keeps them.
    private void rememberReplies(long direct) {
        Block point =
                Block.Paragraph.of("and what is there to say about it, at some length, so that it takes some room.");
        String content = StoredContent.of(
                        Content.of(List.of(Panel.plain(Collections.nCopies(POINTS_OF_REPLY, point))), List.of()))
                .write();
        long now = InstantSource.system().millis();
        try (Database database = TestDatabase.open(botHome.database())) {
            database.writeWithoutResult(tx -> {
                tx.execute(
                        "INSERT INTO subscriber (platform, chat_id, kind, created_at)"
                                + " VALUES ('telegram', ?, 'private', ?), ('discord', ?, 'private', ?)",
                        ATTACKER.id(),
                        now,
                        direct,
                        now);
                tx.execute("""
                        INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content,
                                              created_at, settled_at)
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                        SELECT u.number, u.platform, 'reply', 0, u.created_at, u.created_at, 'sent', ?, u.created_at,
                               u.created_at
                        FROM subscriber u CROSS JOIN n WHERE u.chat_id IN (?, ?)
                        """, OLD_REPLIES, content, ATTACKER.id(), direct);
            });
        }
    }

    MarkedDigests publish(String topic) throws IOException {
        var digest = new MarkedDigests(topic, topic, 2);
        botHome.drop(digest.file(), digest.text());
        return digest;
    }

    /// The status of pushing a digest that the bot has already.
    int pushAgain() throws IOException {
        return push(pipeline, new MarkedDigests(LARGE, LARGE, 99).text().getBytes(StandardCharsets.UTF_8));
    }

    private int push(PushSecret token, byte[] digest) throws IOException {
        try (RawConnection connection = RawConnection.open(sitePort)) {
            connection.say(pushHead(token, digest.length));
            connection.say(digest);
            return connection.status();
        }
    }

    static String pushHead(PushSecret token, int length) {
        return RawConnection.head(
                "POST", "/api/digests", "Authorization: Bearer " + token.reveal() + "\r\n", "text/markdown", length);
    }

    /// The number of subscribers who do not see the digest exactly once.
    long wrong(MarkedDigests digest) {
        String mark = "Q" + digest.name() + "h00Q";
        return Stream.concat(
                        chats.stream().map(telegram::screen), channels.stream().map(discord::screen))
                .filter(screen -> screen.stream()
                                .filter(message -> BotFixture.text(List.<ShownMessage>of(message))
                                        .contains(mark))
                                .count()
                        != 1)
                .count();
    }

    boolean isAlive() {
        return process.process().isAlive();
    }

    String log() {
        return process.log();
    }

    /// The peak of the memory counts from this moment.
    void forgetPeak() throws IOException {
        ProcStatus.forgetMost(process.process().pid());
    }

    /// 0 once the process has ended.
    double peakMib() {
        return ProcStatus.mib(process.process().pid(), ProcStatus.MOST_RESIDENT).orElse(0);
    }

    /// The database and temporary files.
    double diskMib() {
        Path database = botHome.database();
        return (bytes(database.getParent(), database.getFileName().toString()) + bytes(temporary, ""))
                / (double) (1 << 20);
    }

    /// Files come and go while their sizes are added.
    private static long bytes(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .mapToLong(file -> Files.isDirectory(file)
                            ? bytes(file, "")
                            : file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.kill();
        discord.close();
        telegram.close();
        consoleKept.close();
        siteKept.close();
    }
}
