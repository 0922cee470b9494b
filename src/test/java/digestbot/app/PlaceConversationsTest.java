package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations about where something goes, in every language: `golden/conversations`.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class PlaceConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture stage = new BotFixture(folder)) {
            for (String topic : new String[] {"energy", "trade"}) {
                stage.drop(topic + "-before.md", BotFixture.digest(topic, "2026-01-05", "An old one"));
            }
            SandboxPlace forum = stage.discord.forum("daily");
            SandboxPlace news = stage.discord.announcementChannel("news");
            try (Bot bot = Bot.start(stage.config(""), NoonClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                assertAll(
                        () -> forumOnTelegram(stage, new SandboxPerson(601, "Ada", onTelegram), language),
                        () -> forumOnDiscord(stage, forum, new SandboxPerson(602, "Ben", onDiscord), language),
                        () -> announcementsOnDiscord(stage, news, new SandboxPerson(603, "Eve", onDiscord), language));
                stage.record("places-" + language);
            }
        }
    }

    /// Two topics in one thread; then one of them in another.
    private static void forumOnTelegram(BotFixture stage, SandboxPerson ada, String language) throws Exception {
        var group = new SandboxPlace(-1_001_000_000_606L, SandboxPlace.Kind.GROUP, "Readers");
        stage.telegram.promote(group, ada);
        var talk = new Transcript(stage.telegram, group);
        writeIn(stage, talk, ada, group, 7, "/subscribe trade");
        writeIn(stage, talk, ada, group, 7, "/subscribe energy");
        writeIn(stage, talk, ada, group, 8, "/settings");
        talk.press(ada, 1);
        talk.press(ada, 11);
        writeIn(stage, talk, ada, group, 7, "/settings");
        talk.press(ada, 1);
        stage.drop("energy.md", BotFixture.digest("energy", "2026-02-06", "About energy"));
        talk.happens("a digest about energy is put into the folder", 1);
        stage.drop("trade.md", BotFixture.digest("trade", "2026-02-06", "About trade"));
        talk.happens("a digest about trade is put into the folder", 1);
        talk.isAsWritten("telegram/" + language + "/places.txt");
    }

    private static void writeIn(
            BotFixture stage, Transcript talk, SandboxPerson person, SandboxPlace group, long thread, String line) {
        var place = new SandboxPlace(group.id(), group.kind(), group.title() + " #" + thread);
        talk.write(person, place, line, () -> stage.telegram.writeInThread(person, group, thread, line));
    }

    /// From one post to a post for each digest, which is corrected there.
    private static void forumOnDiscord(BotFixture stage, SandboxPlace forum, SandboxPerson ben, String language)
            throws Exception {
        SandboxPlace post = stage.discord.thread(forum, "welcome");
        stage.discord.promote(forum, ben);
        var talk = new Transcript(
                stage.discord, place -> stage.discord.threads(forum).contains(place));
        talk.write(ben, post, "/subscribe trade");
        talk.press(ben, 2);
        talk.press(ben, 11);
        stage.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday"));
        talk.happens("a digest is put into the folder", 1);
        stage.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday, corrected"));
        talk.happens("its file is corrected", 1);
        talk.isAsWritten("discord/" + language + "/forum.txt");
    }

    private static void announcementsOnDiscord(BotFixture stage, SandboxPlace news, SandboxPerson eve, String language)
            throws Exception {
        stage.discord.promote(news, eve);
        var talk = new Transcript(stage.discord, news);
        talk.write(eve, news, "/subscribe energy");
        talk.write(eve, news, "/settings");
        talk.press(eve, 7);
        stage.drop("announced.md", BotFixture.digest("energy", "2026-02-05", "About Thursday"));
        talk.happens("a digest is put into the folder", 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.discord.crossposted(news)).hasSize(1));
        talk.isAsWritten("discord/" + language + "/announcements.txt");
    }
}
