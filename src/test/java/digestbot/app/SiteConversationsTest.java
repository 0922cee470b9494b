package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations with a bot whose digests have web pages, in every language: `golden/conversations`.
@Execution(ExecutionMode.CONCURRENT)
class SiteConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
            String site = "site: {url: 'https://news.example.org', port: %d}".formatted(FreePort.find());
            try (Bot bot = Bot.start(fixture.config(site), SameMinuteClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                assertAll(
                        () -> onTelegram(fixture, onTelegram, language), () -> onDiscord(fixture, onDiscord, language));
                fixture.record("site-" + language);
            }
        }
    }

    /// A reader gets a digest, turns to a perspective, sends it into a group, compares it with the day before, and gets
    /// a digest that is too long.
    private static void onTelegram(BotFixture fixture, String language, String name) throws Exception {
        var lou = new SandboxPerson(701, "Lou", language);
        var friends = new SandboxPlace(-1_001_000_000_701L, SandboxPlace.Kind.GROUP, "Friends");
        SandboxPlace chat = fixture.privateChat(lou);
        var transcript = new Transcript(fixture.telegram, chat, friends);
        transcript.write(lou, chat, "/subscribe trade");
        fixture.drop("t.md", BotFixture.digest("trade", "2026-02-05", "What happened on Thursday"));
        transcript.happens("a digest is put into the folder", 1);
        transcript.press(lou, 3);
        transcript.share(fixture.telegram, lou, friends, "@stage_bot trade 2026-02-05", 1);
        transcript.write(lou, chat, "/changes");
        fixture.drop("long.md", longDigest("2026-02-06"));
        transcript.happens("a long digest is put into the folder", 1);
        transcript.write(lou, chat, "/privacy");
        transcript.isAsWritten("telegram/" + name + "/site.txt");
    }

    /// A member of a server gets a digest that is too long, looks at a perspective alone, shares it with the channel,
    /// and asks what is stored.
    private static void onDiscord(BotFixture fixture, String language, String name) {
        var kai = new SandboxPerson(702, "Kai", language);
        SandboxPlace channel = fixture.discord.channel("friends");
        var transcript = new Transcript(fixture.discord, channel);
        transcript.write(kai, channel, "/today");
        transcript.press(kai, 5);
        transcript.press(kai, 10);
        transcript.write(kai, channel, "/privacy");
        transcript.isAsWritten("discord/" + name + "/site.txt");
    }

    private static String longDigest(String day) {
        String points = IntStream.rangeClosed(1, 60)
                .mapToObj(i ->
                        "- Point %d is a sentence of some length about the harbour and its ferries.\n".formatted(i))
                .collect(Collectors.joining());
        return BotFixture.digest("trade", day, "Much happened")
                .replace("- The first side says its part about it, at some length.\n", points);
    }
}
