package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.vote.TestVotes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations of people who vote on whether a digest was balanced, alone and in a group, in every language:
/// `golden/conversations`.
@Timeout(120)
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
            try (Bot bot = Bot.start(fixture.config(""), SameMinuteClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                var ada = new SandboxPerson(711, "Ada", onTelegram);
                var ben = new SandboxPerson(712, "Ben", onTelegram);
                var eve = new SandboxPerson(713, "Eve", onDiscord);
                SandboxPlace adas = fixture.privateChat(ada);
                SandboxPlace eves = fixture.discord.directMessages(eve);
                var group = new SandboxPlace(-1_001_000_000_711L, SandboxPlace.Kind.GROUP, "Readers");
                var telegram = new Transcript(fixture.telegram, adas, group);
                var discord = new Transcript(fixture.discord, eves);
                begin(telegram, ada, adas);
                begin(discord, eve, eves);
                TestVotes.cast(
                        bot.database(), 1, 1_000, 15, 8, SameMinuteClock.clock().instant());
                telegram.happens("other readers vote", 0);
                telegram.press(ada, BALANCED);
                telegram.write(ben, group, "/today trade");
                telegram.press(ben, BALANCED);
                discord.happens("other readers vote", 0);
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
