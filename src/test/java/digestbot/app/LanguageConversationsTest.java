package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A topic in English and German, of which Ada reads the one and Bea the other: `golden/conversations`. Ada is in a
/// group,
/// too, and in the end she turns to German.
@Timeout(120)
class LanguageConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SandboxPerson ADA = new SandboxPerson(501, "Ada", "en");
    private static final SandboxPerson BEA = new SandboxPerson(502, "Bea", "de");

    @TempDir
    Path folder;

    private BotFixture stage;
    private Bot bot;

    @BeforeEach
    void start() throws Exception {
        stage = new BotFixture(folder);
        stage.drop("before.en.md", BotFixture.digestIn("en", "2026-01-30", "January"));
        stage.drop("before.de.md", BotFixture.digestIn("de", "2026-01-30", "January"));
        bot = Bot.start(stage.config(), NoonClock.clock());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        stage.close();
    }

    @Test
    void isAsWrittenOnTelegram() throws Exception {
        SandboxPlace ada = stage.privateChat(ADA);
        SandboxPlace bea = stage.privateChat(BEA);
        var group = new SandboxPlace(-1_001_000_000_506L, SandboxPlace.Kind.GROUP, "Readers");
        stage.telegram.promote(group, ADA);
        converse(stage.telegram, ada, bea, group).isAsWritten("telegram/languages.txt");
        stage.record("languages-telegram");
    }

    @Test
    void isAsWrittenOnDiscord() throws Exception {
        SandboxPlace ada = stage.discord.directMessages(ADA);
        SandboxPlace bea = stage.discord.directMessages(BEA);
        SandboxPlace channel = stage.discord.channel("readers");
        stage.discord.promote(channel, ADA);
        converse(stage.discord, ada, bea, channel).isAsWritten("discord/languages.txt");
        stage.record("languages-discord");
    }

    private Transcript converse(PlatformSandbox platform, SandboxPlace ada, SandboxPlace bea, SandboxPlace group)
            throws Exception {
        var talk = new Transcript(platform, ada, bea, group);
        talk.write(ADA, ada, "/subscribe trade");
        talk.write(BEA, bea, "/subscribe trade");
        arrives(talk, "en", "2026-02-06", 1);
        sent(1);
        talk.press(ADA, 3);
        talk.write(BEA, bea, "/today");
        talk.write(BEA, bea, "/why");
        arrives(talk, "de", "2026-02-06", 1);
        sent(2);
        talk.write(BEA, bea, "/search news");
        talk.write(ADA, ada, "/today");
        talk.press(ADA, 3);
        talk.press(ADA, 6);
        talk.press(ADA, 6);
        talk.write(ADA, group, "/today");
        // On Telegram, a link opens the private chat with it.
        talk.press(ADA, 6, platform == stage.telegram ? 2 : 1);
        talk.write(ADA, ada, "/settings");
        talk.press(ADA, 5);
        talk.press(ADA, 1);
        talk.write(ADA, ada, "/why");
        arrives(talk, "en", "2026-02-05", 0);
        arrives(talk, "de", "2026-02-05", 2);
        sent(4);
        return talk;
    }

    private void arrives(Transcript talk, String language, String day, int messages) throws Exception {
        stage.drop(day + "." + language + ".md", BotFixture.digestIn(language, day, "News of " + day));
        talk.happens("the digest of " + day + " is put into the folder in “" + language + "”", messages);
    }

    private void sent(long deliveries) {
        await().atMost(PATIENCE)
                .until(() -> bot.deliveries(DeliveryCause.DIGEST).equals(Map.of(DeliveryState.SENT, deliveries)));
    }
}
