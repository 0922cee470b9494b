package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.outside.FreePort;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SiteConversationsTest extends GoldenConversations {

    @Override
    String config() throws IOException {
        return "site: {url: 'https://news.example.org', port: %d}".formatted(FreePort.find());
    }

    @Override
    void converse() {
        assertAll(this::readsOnTelegram, this::readsOnDiscord);
    }

    /// A reader gets a digest, turns to a perspective, sends it into a group, compares it with the
    /// day before, and gets a digest that is too long.
    private void readsOnTelegram() throws Exception {
        SandboxPerson person = language.onTelegram(701, "Lou");
        SandboxPlace friends = group(701, "Friends");
        Dialogue lou = onTelegram(person, fixture.privateChat(person), friends);
        lou.write("/subscribe trade");
        fixture.drop("t.md", BotFixture.digest("trade", "2026-02-05", "What happened on Thursday"));
        lou.happens("a digest is put into the folder", 1);
        lou.press(3);
        lou.transcript().share(fixture.telegram, person, friends, "@stage_bot trade 2026-02-05", 1);
        lou.write("/changes");
        fixture.drop("long.md", longDigest("2026-02-06"));
        lou.happens("a long digest is put into the folder", 1);
        lou.write("/privacy");
        lou.isAsWritten("site");
    }

    /// A member of a server gets a digest that is too long, looks at a perspective alone, shares it
    /// with the channel, and asks for the stored data.
    private void readsOnDiscord() {
        Dialogue kai = onDiscord(language.onDiscord(702, "Kai"), fixture.discord.channel("friends"));
        kai.write("/today");
        kai.press(5, 10);
        kai.write("/privacy");
        kai.isAsWritten("site");
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
