package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.util.List;

class PlaceConversationsTest extends GoldenConversations {

    private SandboxPlace forum;

    @Override
    void prepare() throws Exception {
        drop("-before.md", "2026-01-05", "energy", "An old one");
        drop("-before.md", "2026-01-05", "trade", "An old one");
        forum = fixture.discord.channel(Channel.Kind.FORUM, "daily", "Sport", "topic TRADE");
    }

    private void drop(String file, String day, String topic, String highlight) throws Exception {
        fixture.drop(topic + file, BotFixture.digest(topic, day, highlight));
    }

    @Override
    void converse() {
        assertAll(
                this::forumOnTelegram,
                this::forumOnDiscord,
                this::announcementsOnDiscord,
                () -> ownThreadsOnTelegram(onTelegram(604, "Ann")));
    }

    /// Two topics in one thread; then one of them in another.
    private void forumOnTelegram() throws Exception {
        Dialogue ada = onTelegram(language.onTelegram(601, "Ada"), group(606, "Readers"));
        fixture.telegram.promote(ada.place(), ada.person());
        writeIn(ada, 7, "/subscribe trade");
        writeIn(ada, 7, "/subscribe energy");
        writeIn(ada, 8, "/settings");
        ada.press(1, 11);
        writeIn(ada, 7, "/settings");
        ada.press(1);
        for (String topic : List.of("energy", "trade")) {
            drop(".md", "2026-02-06", topic, "About " + topic);
            ada.happens("a digest about " + topic + " is put into the folder", 1);
        }
        ada.isAsWritten("places");
    }

    private void writeIn(Dialogue one, long thread, String line) {
        SandboxPlace group = one.place();
        var place = new SandboxPlace(group.id(), group.kind(), group.title() + " #" + thread);
        one.transcript()
                .write(
                        one.person(),
                        place,
                        line,
                        () -> fixture.telegram.writeInThread(one.person(), group, thread, line));
    }

    /// Changes from one post for all to a post for each digest, which is corrected there.
    private void forumOnDiscord() throws Exception {
        SandboxPerson person = language.onDiscord(602, "Ben");
        SandboxPlace post = fixture.discord.thread(forum, "welcome");
        fixture.discord.promote(forum, person);
        var transcript = new Transcript(
                fixture.discord, place -> fixture.discord.threads(forum).contains(place));
        var ben = new Dialogue(transcript, person, post, "discord/" + language + "/");
        ben.write("/subscribe trade");
        ben.press(2, 11);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday"));
        ben.happens("a digest is put into the folder", 1);
        fixture.drop("posted.md", BotFixture.digest("trade", "2026-02-05", "About Thursday, corrected"));
        ben.happens("its file is corrected", 1);
        assertThat(fixture.discord.requests().stream()
                        .filter(request -> request.path().contains("/channels/" + forum.id() + "/threads"))
                        .flatMap(request -> request.body().path("applied_tags").valueStream())
                        .map(tag -> Long.parseLong(tag.asText())))
                .as("the tag that is called like the post's topic")
                .containsExactly(forum.id() + 2);
        ben.isAsWritten("forum");
    }

    /// Each topic in a thread of its own, which its first digest opens.
    private void ownThreadsOnTelegram(Dialogue ann) throws Exception {
        ann.write("/subscribe trade", "/subscribe energy", "/settings");
        ann.press(7, 1);
        for (String topic : List.of("energy", "trade")) {
            drop("-first.md", "2026-02-07", topic, "About " + topic);
            ann.happens("a digest about " + topic + " is put into the folder", 1);
        }
        drop("-second.md", "2026-02-08", "energy", "More about energy");
        ann.happens("another digest about energy is put into the folder", 1);
        ann.isAsWritten("own-threads");
    }

    private void announcementsOnDiscord() throws Exception {
        SandboxPlace news = fixture.discord.channel(Channel.Kind.ANNOUNCEMENT, "news");
        Dialogue eve = onDiscord(language.onDiscord(603, "Eve"), news);
        fixture.discord.promote(news, eve.person());
        eve.write("/subscribe energy", "/settings");
        eve.press(5, 6);
        fixture.drop("announced.md", BotFixture.digest("energy", "2026-02-05", "About Thursday"));
        eve.happens("a digest is put into the folder", 1);
        eve.happens("a thread is started from it", 1);
        await().untilAsserted(() -> assertThat(fixture.discord.crossposted(news))
                .as("posts that are published to followers")
                .hasSize(1));
        eve.isAsWritten("announcements");
    }
}
