package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.markdown.Block;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A forum accepts messages too, each as a post of its own.
class ForumPostsTest extends DiscordContract {

    ForumPostsTest(DiscordFixture fixture) {
        super(fixture);
    }

    @Override
    SandboxPlace fresh() {
        return fixture.known(fixture.sandbox.channel(Channel.Kind.FORUM, DiscordFixture.name()));
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Removed());
    }

    @Override
    protected Optional<Messenger<DiscordMessage>> withoutServer() {
        return Optional.empty();
    }

    @Override
    protected List<String> shown(Destination chat) {
        return posts(chat).stream()
                .flatMap(post -> fixture.sandbox.screen(post).stream())
                .map(DiscordFixture::text)
                .toList();
    }

    @Override
    protected boolean refusesDoubles() {
        return false;
    }

    @Test
    void aPostIsCalledAfterTheFirstTitleOrLine() {
        assertCalled(
                "📰 World Trade · Fri 6 February 2026", titled("World Trade · Fri 6 February 2026", "📰", "ignored"));
        assertCalled("The first line", titled("", "", "The first line"));
        assertCalled("–", titled("", "", ""));
        assertCalled("a".repeat(99) + "…", titled("a".repeat(200), "", "text"));
    }

    private void assertCalled(String name, DiscordMessage message) {
        Destination forum = reachable();
        fixture.sent(forum, message);
        assertThat(posts(forum)).extracting(SandboxPlace::title).containsExactly(name);
    }

    @Test
    void whatFollowsGoesIntoThePostAndIsEditedThere() {
        Destination forum = reachable();
        Sent first = fixture.sent(forum, titled("Trade", "", "part one"));
        Destination post = new Destination(forum.chat(), first.thread().orElseThrow());
        Sent second = fixture.sent(post, titled("", "", "part two"));
        assertThat(second.thread()).isEmpty();
        assertThat(messenger().edit(post, first.messageId(), titled("Trade", "", "part one, corrected")))
                .isInstanceOf(Sent.class);
        assertThat(messenger().edit(post, second.messageId(), titled("", "", "part two, corrected")))
                .isInstanceOf(Sent.class);
        assertThat(posts(forum)).hasSize(1);
        assertThat(shown(forum))
                .satisfiesExactly(
                        one -> assertThat(one).contains("part one, corrected"),
                        two -> assertThat(two).contains("part two, corrected"));
    }

    @Test
    void thePostsFirstMessageIsNotDeletedAsThePostWouldBeEmpty() {
        Destination forum = reachable();
        Sent first = fixture.sent(forum, titled("Trade", "", "one"));
        long post = first.thread().orElseThrow();
        Sent second = fixture.sent(new Destination(forum.chat(), post), titled("", "", "two"));
        assertThat(messenger().isDeletable(post, first.messageId()))
                .as("the first message in its post")
                .isFalse();
        assertThat(messenger().isDeletable(post, second.messageId()))
                .as("the second message")
                .isTrue();
        assertThat(messenger().isDeletable(0, first.messageId()))
                .as("the first message in a channel")
                .isTrue();
    }

    @Test
    void anArchivedPostIsOpenedForAChangeButNotALockedOne() {
        Destination forum = reachable();
        Sent first = fixture.sent(forum, titled("Trade", "", "one"));
        var post = new Destination(forum.chat(), first.thread().orElseThrow());
        Sent second = fixture.sent(post, titled("", "", "two"));
        SandboxPlace place = posts(forum).getFirst();
        fixture.sandbox.archive(place);
        assertThat(messenger().edit(post, first.messageId(), titled("Trade", "", "corrected")))
                .isEqualTo(new Sent(first.messageId()));
        fixture.sandbox.archive(place);
        assertThat(messenger().delete(post, second.messageId())).isEqualTo(new Sent(second.messageId()));
        assertThat(shown(forum)).singleElement().asString().contains("corrected");
        fixture.sandbox.fault(place, new SandboxFault.Closed());
        assertThat(messenger().edit(post, first.messageId(), titled("Trade", "", "too late")))
                .isInstanceOfSatisfying(
                        SendResult.ThreadGone.class,
                        gone -> assertThat(gone.outcome()).isEqualTo(Outcome.THREAD_ARCHIVED));
        assertThat(shown(forum)).singleElement().asString().doesNotContain("too late");
    }

    /// Tags are numbered from 1; if one is required, 1 is the moderators'.
    @Test
    void aPostHasTheTagsThatAreCalledLikeItsTopic() {
        assertTags("2", false, "Sport", "World Trade");
        assertTags("2,3", false, "us-china", "WORLD TRADE", "Trade");
        assertTags("1", false, " trade ");
        assertTags("", false, "Sport");
        assertTags("3", true, "Sport", "TRADE");
        assertTags("2", true, "Sport", "Reading");
        assertTags("1,2,3,4,5", false, "trade", "Trade", "TRADE", "tRade", "trAde", "traDe");
    }

    private void assertTags(String used, boolean required, String... tags) {
        SandboxPlace forum = required
                ? requiringTag(tags)
                : fixture.sandbox.channel(Channel.Kind.FORUM, DiscordFixture.name(), tags);
        fixture.sent(
                at(fixture.known(forum)),
                new DiscordMessage(titled("", "", "text").components(), "Trade", List.of("trade", "World Trade")));
        assertThat(usedTags(forum)).as("used of %s", List.of(tags)).isEqualTo(used);
    }

    private SandboxPlace requiringTag(String... tags) {
        return fixture.sandbox.channel(
                Channel.Kind.TAGGED_FORUM,
                DiscordFixture.name(),
                Stream.concat(Stream.of("Official"), Stream.of(tags)).toArray(String[]::new));
    }

    private String usedTags(SandboxPlace forum) {
        return request(at(forum))
                .body()
                .path("applied_tags")
                .valueStream()
                .map(tag -> Long.toString(tag.asLong() - forum.id()))
                .collect(Collectors.joining(","));
    }

    @Test
    void noTagIsNamedWhereNoneIsRequired() {
        Destination forum = reachable();
        fixture.sent(forum, titled("Trade", "", "text"));
        assertThat(request(forum).body().has("applied_tags"))
                .as("names tags: %s", request(forum).body())
                .isFalse();
    }

    @Test
    void saysWhenOnlyModeratorsMayUseTheTagsThatAForumRequires() {
        assertThat(fixture.send(at(fixture.known(requiringTag())), titled("Trade", "", "text")))
                .isEqualTo(new SendResult.Rejected(
                        "the forum requires a tag for posts, and only moderators may use its tags"));
    }

    @Test
    void aForumOfAServerThatIsNotLoadedGetsAPostToo() {
        SandboxPlace forum = fixture.sandbox.forumNotLoaded("not-loaded");
        Sent first = fixture.sent(at(forum), titled("Trade", "", "one"));
        fixture.sent(at(forum), titled("Trade", "", "two"));
        assertThat(posts(at(forum))).hasSize(2);
        assertThat(messenger().edit(at(forum), first.messageId(), titled("Trade", "", "one, corrected")))
                .isInstanceOf(Sent.class);
        assertThat(shown(at(forum)).getFirst()).contains("one, corrected");
        assertThat(requests(forum, "GET")).as("Discord is asked once").isEqualTo(1);
        assertThat(requests(forum, "POST")).as("one refused message, two posts").isEqualTo(3);
    }

    @Test
    void aPostOfAnUnknownForumIsEditedAndNotTakenForDeleted() {
        Destination forum = reachable();
        Sent first = fixture.sent(forum, titled("Trade", "", "one"));
        assertThat(fixture.elsewhere(() -> 0).edit(forum, first.messageId(), titled("Trade", "", "corrected")))
                .isEqualTo(new Sent(first.messageId()));
        assertThat(shown(forum)).singleElement().asString().contains("corrected");
        assertThat(fixture.elsewhere(() -> 0).delete(forum, first.messageId())).isEqualTo(new Sent(first.messageId()));
        assertThat(shown(forum)).isEmpty();
    }

    @Test
    void theTagsOfAnUnknownForumAreAskedForAgainAfterTenMinutes() {
        SandboxPlace tagged = requiringTag("Reading");
        var now = new AtomicLong();
        DiscordMessenger elsewhere = fixture.elsewhere(now::get);
        for (int minutes : List.of(0, 9, 11)) {
            now.set(Duration.ofMinutes(minutes).toNanos());
            assertThat(elsewhere.send(at(tagged), titled("Trade", "", "text"), "n" + minutes, false))
                    .isInstanceOf(Sent.class);
            assertThat(usedTags(tagged)).isEqualTo("2");
        }
        assertThat(requests(tagged, "GET")).isEqualTo(2);
    }

    private long requests(SandboxPlace channel, String method) {
        return fixture.requests(path -> path.contains("/channels/" + channel.id())).stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    private static DiscordMessage titled(String title, String emoji, String text) {
        Panel panel = SampleContents.plain(title, emoji, List.of(), Block.Paragraph.of(text));
        return DiscordRenderer.render(Content.of(List.of(panel), List.of()));
    }

    private List<SandboxPlace> posts(Destination forum) {
        return fixture.sandbox.threads(place(forum));
    }
}
