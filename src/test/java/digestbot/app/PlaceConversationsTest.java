package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.util.List;

/// Conversations about the place of deliveries.
class PlaceConversationsTest extends GoldenConversations {

    private SandboxPlace forum;
    private SandboxPlace news;

    @Override
    void prepare(BotFixture fixture) throws Exception {
        for (String topic : new String[] {"energy", "trade"}) {
            fixture.drop(topic + "-before.md", BotFixture.digest(topic, "2026-01-05", "An old one"));
        }
        forum = fixture.discord.forum("daily", List.of("Sport", "topic TRADE"));
        news = fixture.discord.announcementChannel("news");
    }

    @Override
    void converse(BotFixture fixture, Bot bot, Language language) {
        assertAll(
                () -> forumOnTelegram(fixture, language.onTelegram(601, "Ada"), language),
                () -> forumOnDiscord(fixture, language.onDiscord(602, "Ben"), language),
                () -> announcementsOnDiscord(fixture, language.onDiscord(603, "Eve"), language),
                () -> ownThreadsOnTelegram(fixture, language.onTelegram(604, "Ann"), language));
    }

    /// Two topics in one thread; then one of them in another.
    private static void forumOnTelegram(BotFixture fixture, SandboxPerson ada, Language language) throws Exception {
        var group = new SandboxPlace(-1_001_000_000_606L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ada);
        var transcript = new Transcript(fixture.telegram, group);
        writeIn(fixture, transcript, ada, group, 7, "/subscribe trade");
        writeIn(fixture, transcript, ada, group, 7, "/subscribe energy");
        writeIn(fixture, transcript, ada, group, 8, "/settings");
        transcript.press(ada, 1, 11);
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
    private void forumOnDiscord(BotFixture fixture, SandboxPerson ben, Language language) throws Exception {
        SandboxPlace post = fixture.discord.thread(forum, "welcome");
        fixture.discord.promote(forum, ben);
        var transcript = new Transcript(
                fixture.discord, place -> fixture.discord.threads(forum).contains(place));
        transcript.write(ben, post, "/subscribe trade");
        transcript.press(ben, 2, 11);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday"));
        transcript.happens("a digest is put into the folder", 1);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday, corrected"));
        transcript.happens("its file is corrected", 1);
        assertThat(tags(fixture))
                .as("the tag that is called like the post's topic")
                .containsExactly(forum.id() + 2);
        transcript.isAsWritten("discord/" + language + "/forum.txt");
    }

    private List<Long> tags(BotFixture fixture) {
        return fixture.discord.requests().stream()
                .filter(request -> request.path().contains("/channels/" + forum.id() + "/threads"))
                .flatMap(request -> request.body().path("applied_tags").valueStream())
                .map(tag -> Long.parseLong(tag.asText()))
                .toList();
    }

    /// Each topic in a thread of its own, which its first digest opens.
    private static void ownThreadsOnTelegram(BotFixture fixture, SandboxPerson ann, Language language)
            throws Exception {
        var transcript = new Transcript(fixture.telegram, fixture.privateChat(ann));
        transcript.write(ann, fixture.privateChat(ann), "/subscribe trade");
        transcript.write(ann, fixture.privateChat(ann), "/subscribe energy");
        transcript.write(ann, fixture.privateChat(ann), "/settings");
        transcript.press(ann, 7, 1);
        for (String topic : new String[] {"energy", "trade"}) {
            fixture.drop(topic + "-first.md", BotFixture.digest(topic, "2026-02-07", "About " + topic));
            transcript.happens("a digest about " + topic + " is put into the folder", 1);
        }
        fixture.drop("energy-second.md", BotFixture.digest("energy", "2026-02-08", "More about energy"));
        transcript.happens("another digest about energy is put into the folder", 1);
        transcript.isAsWritten("telegram/" + language + "/own-threads.txt");
    }

    private void announcementsOnDiscord(BotFixture fixture, SandboxPerson eve, Language language) throws Exception {
        fixture.discord.promote(news, eve);
        var transcript = new Transcript(fixture.discord, news);
        transcript.write(eve, news, "/subscribe energy", "/settings");
        transcript.press(eve, 5, 6);
        fixture.drop("announced.md", BotFixture.digest("energy", "2026-02-05", "About Thursday"));
        transcript.happens("a digest is put into the folder", 1);
        transcript.happens("a thread is started from it", 1);
        await().untilAsserted(() -> assertThat(fixture.discord.crossposted(news))
                .as("posts that are published to followers")
                .hasSize(1));
        transcript.isAsWritten("discord/" + language + "/announcements.txt");
    }
}
