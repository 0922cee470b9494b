package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.vote.TestVotes;
import digestbot.vote.VoteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations of people who vote on whether a digest was balanced, alone, in a group and in a server's
/// channel, until nobody can vote any longer, in every language: `golden/conversations`.
@Execution(ExecutionMode.CONCURRENT)
class VoteConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// The buttons below a digest with two perspectives and sources.
    private static final int BALANCED = 6;

    private static final int ONE_SIDED = 7;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("before.md", BotFixture.digest("trade", "2026-02-05", "Quotas end"));
            InstantSource usual = SameMinuteClock.clock();
            var later = new AtomicReference<>(Duration.ZERO);
            InstantSource clock = () -> usual.instant().plus(later.get());
            SandboxPlace channel = fixture.discord.channel("general");
            try (Bot bot = Bot.start(fixture.config(""), clock)) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                var ada = new SandboxPerson(711, "Ada", onTelegram);
                var ben = new SandboxPerson(712, "Ben", onTelegram);
                var lou = new SandboxPerson(714, "Lou", onTelegram);
                var eve = new SandboxPerson(713, "Eve", onDiscord);
                var kim = new SandboxPerson(715, "Kim", onDiscord);
                SandboxPlace adas = fixture.privateChat(ada);
                SandboxPlace eves = fixture.discord.directMessages(eve);
                var group = new SandboxPlace(-1_001_000_000_711L, SandboxPlace.Kind.GROUP, "Readers");
                var telegram = new Transcript(fixture.telegram, adas, group);
                var discord = new Transcript(fixture.discord, eves, channel);
                begin(telegram, ada, adas);
                begin(discord, eve, eves);
                TestVotes.cast(bot.database(), 1, 1_000, 15, 8, clock.instant());
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
                fixture.record("votes-" + language);
            }
        }
    }

    private static void begin(Transcript transcript, SandboxPerson person, SandboxPlace chat) {
        transcript.write(person, chat, "/today trade");
        for (int button : new int[] {BALANCED, BALANCED, ONE_SIDED}) {
            transcript.press(person, button);
        }
    }
}
