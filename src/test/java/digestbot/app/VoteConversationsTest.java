package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.vote.TestVotes;
import digestbot.vote.VoteStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Conversations of people who vote on whether a digest was balanced, alone, in a group and in a server's
/// channel, until nobody can vote any longer.
class VoteConversationsTest extends GoldenConversations {

    /// The buttons below a digest with two perspectives and sources.
    private static final int BALANCED = 6;

    private static final int ONE_SIDED = 7;

    private final InstantSource usual = SameMinuteClock.clock();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    @Override
    InstantSource clock() {
        return () -> usual.instant().plus(later.get());
    }

    @Override
    void prepare(BotFixture fixture) throws IOException {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-02-05", "Quotas end"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) {
        SandboxPlace channel = fixture.discord.channel("general");
        SandboxPerson ada = language.onTelegram(711, "Ada");
        SandboxPerson ben = language.onTelegram(712, "Ben");
        SandboxPerson lou = language.onTelegram(714, "Lou");
        SandboxPerson eve = language.onDiscord(713, "Eve");
        SandboxPerson kim = language.onDiscord(715, "Kim");
        SandboxPlace adas = fixture.privateChat(ada);
        SandboxPlace eves = fixture.discord.directMessages(eve);
        var group = new SandboxPlace(-1_001_000_000_711L, SandboxPlace.Kind.GROUP, "Readers");
        var telegram = new Transcript(fixture.telegram, adas, group);
        var discord = new Transcript(fixture.discord, eves, channel);
        begin(telegram, ada, adas);
        begin(discord, eve, eves);
        TestVotes.cast(bot.database(), 1, 1_000, 15, 8, clock().instant());
        telegram.happens("other readers vote", 0);
        telegram.press(ada, BALANCED);
        telegram.write(ben, group, "/today trade");
        telegram.press(ben, BALANCED);
        discord.happens("other readers vote", 0);
        discord.press(eve, BALANCED);
        discord.write(kim, channel, "/today trade");
        discord.press(kim, BALANCED);
        later.set(VoteStore.OPEN);
        telegram.happens("two weeks pass", 0);
        telegram.press(ben, BALANCED);
        telegram.press(lou, BALANCED);
        discord.happens("two weeks pass", 0);
        discord.press(kim, ONE_SIDED);
        discord.press(eve, BALANCED);
        assertAll(
                () -> telegram.isAsWritten("telegram/" + language + "/votes.txt"),
                () -> discord.isAsWritten("discord/" + language + "/votes.txt"));
    }

    private static void begin(Transcript transcript, SandboxPerson person, SandboxPlace chat) {
        transcript.write(person, chat, "/today trade");
        for (int button : new int[] {BALANCED, BALANCED, ONE_SIDED}) {
            transcript.press(person, button);
        }
    }
}
