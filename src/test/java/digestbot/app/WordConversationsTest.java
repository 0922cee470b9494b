package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations of people who follow and mute words, in every language: `golden/conversations`.
@Execution(ExecutionMode.CONCURRENT)
class WordConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "Quotas end"));
            try (Bot bot = Bot.start(fixture.config(""), SameMinuteClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                var ada = new SandboxPerson(701, "Ada", onTelegram);
                var ben = new SandboxPerson(702, "Ben", onDiscord);
                SandboxPlace adas = fixture.privateChat(ada);
                SandboxPlace bens = fixture.discord.directMessages(ben);
                var telegram = new Transcript(fixture.telegram, adas);
                var discord = new Transcript(fixture.discord, bens);
                assertAll(() -> begin(telegram, ada, adas), () -> begin(discord, ben, bens));
                fixture.drop(
                        "followed.md",
                        BotFixture.digest("energy", "2026-02-05", "Oil flows")
                                .replace("second side says its part", "second side raises its Tariffs"));
                assertAll(
                        () -> goOn(telegram, ada, adas, "telegram/" + language + "/words.txt"),
                        () -> goOn(discord, ben, bens, "discord/" + language + "/words.txt"));
                fixture.record("words-" + language);
            }
        }
    }

    private static void begin(Transcript transcript, SandboxPerson person, SandboxPlace chat) throws Exception {
        transcript.write(person, chat, "/follow");
        transcript.write(person, chat, "/search quotas");
        transcript.write(person, chat, "/follow tariffs, 稀土, x");
    }

    private static void goOn(Transcript transcript, SandboxPerson person, SandboxPlace chat, String file)
            throws Exception {
        transcript.happens("a digest with a followed word is put into the folder", 1);
        transcript.write(person, chat, "/why");
        transcript.write(person, chat, "/mute tariffs");
        transcript.write(person, chat, "/today energy");
        transcript.write(person, chat, "/follow");
        transcript.press(person, 1);
        transcript.isAsWritten(file);
    }
}
