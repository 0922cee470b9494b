package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.vote.TestVotes;
import digestbot.vote.VoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// People vote on whether a digest was balanced, alone, in a group and in a server's channel, until
/// the voting ends.
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
    void prepare() throws Exception {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-02-05", "Quotas end"));
    }

    @Override
    void converse() {
        SandboxPlace channel = fixture.discord.channel("general");
        SandboxPerson ada = language.onTelegram(711, "Ada");
        SandboxPerson ben = language.onTelegram(712, "Ben");
        SandboxPerson eve = language.onDiscord(713, "Eve");
        SandboxPerson kim = language.onDiscord(715, "Kim");
        SandboxPlace group = group(711, "Readers");
        Dialogue telegram = onTelegram(ada, fixture.privateChat(ada), group);
        Dialogue discord = onDiscord(eve, fixture.discord.directMessages(eve), channel);
        for (Dialogue one : List.of(telegram, discord)) {
            one.write("/today trade");
            one.press(BALANCED, BALANCED, ONE_SIDED);
        }
        TestVotes.cast(bot.database(), 1, 1_000, 15, 8, clock().instant());
        othersVote(telegram, ben, group);
        othersVote(discord, kim, channel);
        later.set(VoteStore.OPEN);
        telegram.happens("two weeks pass", 0);
        telegram.transcript().press(ben, BALANCED);
        telegram.transcript().press(language.onTelegram(714, "Lou"), BALANCED);
        discord.happens("two weeks pass", 0);
        discord.transcript().press(kim, ONE_SIDED);
        discord.press(BALANCED);
        assertAll(() -> telegram.isAsWritten("votes"), () -> discord.isAsWritten("votes"));
    }

    private static void othersVote(Dialogue one, SandboxPerson member, SandboxPlace group) {
        one.happens("other readers vote", 0);
        one.press(BALANCED);
        one.transcript().write(member, group, "/today trade");
        one.transcript().press(member, BALANCED);
    }
}
