package digestbot.faults;

import digestbot.app.BotFixture;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.outside.BotHome;
import digestbot.outside.SandboxProcess.SimulatedPlatform;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The people around an attacked bot: the attacker, the owners, and subscribers who wait for
/// digests.
final class AttackParticipants {

    static final List<SandboxPerson> OWNERS = List.of(
            new SandboxPerson(901, "Owner 1", "en"),
            new SandboxPerson(902, "Owner 2", "en"),
            new SandboxPerson(903, "Owner 3", "en"));

    static final SandboxPerson ATTACKER = new SandboxPerson(904, "Mallory", "en");

    /// The topic of a digest of the maximum length.
    static final String LARGE = "large";

    private static final long FIRST_SUBSCRIBER = 100_000;
    private static final int POINTS_OF_REPLY = 300;

    private final TelegramSandbox telegram;
    private final DiscordSandbox discord;
    private final List<SandboxPlace> chats = new ArrayList<>();
    private final List<SandboxPlace> channels = new ArrayList<>();

    /// The state before the bot starts.
    ///
    /// @param chats of subscribers on Telegram
    /// @param channels of subscribers on Discord
    /// @param oldReplies the number of long replies to the attacker before, on each platform
    /// @param topics of the subscribers' digests
    record Size(int chats, int channels, int oldReplies, List<String> topics) {}

    AttackParticipants(TelegramSandbox telegram, DiscordSandbox discord) {
        this.telegram = telegram;
        this.discord = discord;
    }

    static SandboxPlace privateChat(SandboxPerson person) {
        return new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, "");
    }

    SandboxPlace attackersDirectMessages() {
        return discord.directMessages(ATTACKER);
    }

    /// Stores them in a database that no bot runs on.
    void settle(BotHome botHome, Size size) throws IOException {
        for (int i = 0; i < size.chats(); i++) {
            var person = new SandboxPerson(FIRST_SUBSCRIBER + i, "Reader " + i, "en");
            telegram.join(person, privateChat(person));
            chats.add(privateChat(person));
        }
        for (int i = 0; i < size.channels(); i++) {
            channels.add(discord.channel("news-" + i));
        }
        SeededSubscribers subscribers = SeededSubscribers.of(botHome.database()).topics(size.topics());
        subscribers.telegram(FIRST_SUBSCRIBER, size.chats());
        subscribers.destinations(channels.stream()
                .map(channel -> SeededSubscribers.Destination.of(SimulatedPlatform.DISCORD, "group", channel.id()))
                .toList());
        rememberReplies(botHome.database(), size.oldReplies());
        botHome.drop(LARGE + ".md", new MarkedDigests(LARGE, LARGE, 99).text());
    }

    /// The number of copies of the digest that each subscriber sees.
    List<Long> copies(MarkedDigests digest) {
        String mark = "Q" + digest.name() + "h00Q";
        List<List<ShownMessage>> screens = new ArrayList<>();
        chats.forEach(chat -> screens.add(telegram.screen(chat)));
        channels.forEach(channel -> screens.add(discord.screen(channel)));
        return screens.stream()
                .map(screen -> screen.stream()
                        .filter(message -> BotFixture.text(List.of(message)).contains(mark))
                        .count())
                .toList();
    }

    /// Replies that were settled before, as the outbox keeps them.
    private void rememberReplies(Path file, int count) {
        String point =
                "{\"p\":[\"and what is there to say about it, at some length, so that it takes some room here.\"]}";
        String content = "{\"panels\":[{\"kind\":\"plain\",\"title\":\"\",\"emoji\":\"\",\"subtitle\":[],\"body\":["
                + String.join(",", Collections.nCopies(POINTS_OF_REPLY, point))
                + "],\"footer\":[]}],\"buttons\":[]}";
        long now = InstantSource.system().instant().toEpochMilli();
        try (Database database = TestDatabase.open(file)) {
            database.writeWithoutResult(tx -> {
                tx.handle()
                        .execute(
                                "INSERT INTO subscriber (platform, chat_id, kind, created_at)"
                                        + " VALUES ('telegram', ?, 'private', ?), ('discord', ?, 'private', ?)",
                                ATTACKER.id(),
                                now,
                                attackersDirectMessages().id(),
                                now);
                tx.handle()
                        .execute(
                                """
                                INSERT INTO delivery (subscriber, platform, cause, priority, due_at, next_at, state, content,
                                                      created_at, settled_at)
                                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                                SELECT u.number, u.platform, 'reply', 0, ?, ?, 'sent', ?, ?, ?
                                FROM subscriber u CROSS JOIN n WHERE u.chat_id IN (?, ?)
                                """,
                                count,
                                now,
                                now,
                                content,
                                now,
                                now,
                                ATTACKER.id(),
                                attackersDirectMessages().id());
            });
        }
    }
}
