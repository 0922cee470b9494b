package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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

/// Conversations about the place of deliveries, in every language: `golden/conversations`.
@Execution(ExecutionMode.CONCURRENT)
class PlaceConversationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"en, en, en-US", "de, de, de", "es, es, es-ES", "zh, zh-hans, zh-CN"})
    void areAsWritten(String language, String onTelegram, String onDiscord) throws Exception {
        try (BotFixture fixture = new BotFixture(folder)) {
            for (String topic : new String[] {"energy", "trade"}) {
                fixture.drop(topic + "-before.md", BotFixture.digest(topic, "2026-01-05", "An old one"));
            }
            SandboxPlace forum = fixture.discord.forum("daily");
            SandboxPlace news = fixture.discord.announcementChannel("news");
            try (Bot bot = Bot.start(fixture.config(""), SameMinuteClock.clock())) {
                assertThat(bot.awaitReady(PATIENCE)).isTrue();
                assertAll(
                        () -> forumOnTelegram(fixture, new SandboxPerson(601, "Ada", onTelegram), language),
                        () -> forumOnDiscord(fixture, forum, new SandboxPerson(602, "Ben", onDiscord), language),
                        () -> announcementsOnDiscord(fixture, news, new SandboxPerson(603, "Eve", onDiscord), language),
                        () -> ownThreadsOnTelegram(fixture, new SandboxPerson(604, "Ann", onTelegram), language));
                fixture.record("places-" + language);
            }
        }
    }

    /// Two topics in one thread; then one of them in another.
    private static void forumOnTelegram(BotFixture fixture, SandboxPerson ada, String language) throws Exception {
        var group = new SandboxPlace(-1_001_000_000_606L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ada);
        var transcript = new Transcript(fixture.telegram, group);
        writeIn(fixture, transcript, ada, group, 7, "/subscribe trade");
        writeIn(fixture, transcript, ada, group, 7, "/subscribe energy");
        writeIn(fixture, transcript, ada, group, 8, "/settings");
        transcript.press(ada, 1);
        transcript.press(ada, 11);
        writeIn(fixture, transcript, ada, group, 7, "/settings");
        transcript.press(ada, 1);
        fixture.drop("energy.md", BotFixture.digest("energy", "2026-02-06", "About energy"));
        transcript.happens("a digest about energy is put into the folder", 1);
        fixture.drop("trade.md", BotFixture.digest("trade", "2026-02-06", "About trade"));
        transcript.happens("a digest about trade is put into the folder", 1);
        transcript.isAsWritten("telegram/" + language + "/places.txt");
    }

    private static void writeIn(
            BotFixture fixture,
            Transcript transcript,
            SandboxPerson person,
            SandboxPlace group,
            long thread,
            String line) {
        var place = new SandboxPlace(group.id(), group.kind(), group.title() + " #" + thread);
        transcript.write(person, place, line, () -> fixture.telegram.writeInThread(person, group, thread, line));
    }

    /// Changes from one post for all to a post for each digest, which is corrected there.
    private static void forumOnDiscord(BotFixture fixture, SandboxPlace forum, SandboxPerson ben, String language)
            throws Exception {
        SandboxPlace post = fixture.discord.thread(forum, "welcome");
        fixture.discord.promote(forum, ben);
        var transcript = new Transcript(
                fixture.discord, place -> fixture.discord.threads(forum).contains(place));
        transcript.write(ben, post, "/subscribe trade");
        transcript.press(ben, 2);
        transcript.press(ben, 11);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday"));
        transcript.happens("a digest is put into the folder", 1);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday, corrected"));
        transcript.happens("its file is corrected", 1);
        transcript.isAsWritten("discord/" + language + "/forum.txt");
    }

    /// Each topic in a thread of its own, which its first digest opens.
    private static void ownThreadsOnTelegram(BotFixture fixture, SandboxPerson ann, String language) throws Exception {
        var transcript = new Transcript(fixture.telegram, fixture.privateChat(ann));
        transcript.write(ann, fixture.privateChat(ann), "/subscribe trade");
        transcript.write(ann, fixture.privateChat(ann), "/subscribe energy");
        transcript.write(ann, fixture.privateChat(ann), "/settings");
        transcript.press(ann, 7);
        transcript.press(ann, 1);
        for (String topic : new String[] {"energy", "trade"}) {
            fixture.drop(topic + "-first.md", BotFixture.digest(topic, "2026-02-07", "About " + topic));
            transcript.happens("a digest about " + topic + " is put into the folder", 1);
        }
        fixture.drop("energy-second.md", BotFixture.digest("energy", "2026-02-08", "More about energy"));
        transcript.happens("another digest about energy is put into the folder", 1);
        transcript.isAsWritten("telegram/" + language + "/own-threads.txt");
    }

    private static void announcementsOnDiscord(
            BotFixture fixture, SandboxPlace news, SandboxPerson eve, String language) throws Exception {
        fixture.discord.promote(news, eve);
        var transcript = new Transcript(fixture.discord, news);
        transcript.write(eve, news, "/subscribe energy");
        transcript.write(eve, news, "/settings");
        transcript.press(eve, 5);
        transcript.press(eve, 6);
        fixture.drop("announced.md", BotFixture.digest("energy", "2026-02-05", "About Thursday"));
        transcript.happens("a digest is put into the folder", 1);
        transcript.happens("a thread is started from it", 1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(fixture.discord.crossposted(news)).hasSize(1));
        transcript.isAsWritten("discord/" + language + "/announcements.txt");
    }
}
