package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;

/// Conversations of people who follow and mute words.
class WordConversationsTest extends GoldenConversations {

    @Override
    void prepare(BotFixture fixture) throws Exception {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "Quotas end"));
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) throws Exception {
        SandboxPerson ada = language.onTelegram(701, "Ada");
        SandboxPerson ben = language.onDiscord(702, "Ben");
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
    }

    private static void begin(Transcript transcript, SandboxPerson person, SandboxPlace chat) {
        transcript.write(person, chat, "/follow", "/search quotas", "/follow tariffs, 稀土, x");
    }

    private static void goOn(Transcript transcript, SandboxPerson person, SandboxPlace chat, String file) {
        transcript.happens("a digest with a followed word is put into the folder", 1);
        transcript.write(person, chat, "/why", "/mute tariffs", "/today energy", "/follow");
        transcript.press(person, 1);
        transcript.isAsWritten(file);
    }
}
