package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Conversations with a bot whose digests have web pages.
class SiteConversationsTest extends GoldenConversations {

    @Override
    String config() throws IOException {
        return "site: {url: 'https://news.example.org', port: %d}".formatted(FreePort.find());
    }

    @Override
    void prepare(BotFixture fixture) throws IOException {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "An old one"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) {
        assertAll(() -> onTelegram(fixture, language), () -> onDiscord(fixture, language));
    }

    /// A reader gets a digest, turns to a perspective, sends it into a group, compares it with the day before, and gets
    /// a digest that is too long.
    private static void onTelegram(BotFixture fixture, Language language) throws Exception {
        SandboxPerson lou = language.onTelegram(701, "Lou");
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
        transcript.isAsWritten("telegram/" + language + "/site.txt");
    }

    /// A member of a server gets a digest that is too long, looks at a perspective alone, shares it with the channel,
    /// and asks what is stored.
    private static void onDiscord(BotFixture fixture, Language language) {
        SandboxPerson kai = language.onDiscord(702, "Kai");
        SandboxPlace channel = fixture.discord.channel("friends");
        var transcript = new Transcript(fixture.discord, channel);
        transcript.write(kai, channel, "/today");
        transcript.press(kai, 5, 10);
        transcript.write(kai, channel, "/privacy");
        transcript.isAsWritten("discord/" + language + "/site.txt");
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
