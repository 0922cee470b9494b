package digestbot.app;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;

class WordConversationsTest extends GoldenConversations {

    @Override
    void prepare() throws Exception {
        fixture.drop("before.md", BotFixture.digest("trade", "2026-01-05", "Quotas end"));
    }

    @Override
    void converse() throws Exception {
        List<Dialogue> both = List.of(onTelegram(701, "Ada"), onDiscord(702, "Ben"));
        assertAll(both.stream().map(one -> () -> one.write("/follow", "/search quotas", "/follow tariffs, 稀土, x")));
        fixture.drop(
                "followed.md",
                BotFixture.digest("energy", "2026-02-05", "Oil flows")
                        .replace("second side says its part", "second side raises its Tariffs"));
        assertAll(both.stream().map(one -> () -> goOn(one)));
    }

    private static void goOn(Dialogue one) {
        one.happens("a digest with a followed word is put into the folder", 1);
        one.write("/mute tariffs", "/today energy", "/follow");
        one.press(1);
        one.isAsWritten("words");
    }
}
