package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.MessengerContract;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.markdown.Block;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A forum accepts messages too, each as a post of its own.
class ForumPostsTest extends MessengerContract<DiscordMessage> {

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;
    private static int forums;

    @BeforeAll
    static void start() {
        fixture = new DiscordFixture(folder);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Override
    protected Messenger<DiscordMessage> messenger() {
        return fixture.platform.messenger();
    }

    @Override
    protected Destination reachable() {
        return destination(freshForum());
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Removed());
    }

    @Override
    protected Optional<Move> moved() {
        return Optional.empty();
    }

    @Override
    protected Destination closedThread() {
        return inPost(new SandboxFault.Closed());
    }

    @Override
    protected Destination deletedThread() {
        return inPost(new SandboxFault.Gone());
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

    @ParameterizedTest
    @CsvSource({
        "'World Trade · Fri 6 February 2026', 📰, 'ignored', '📰 World Trade · Fri 6 February 2026'",
        "'', '', 'The first line', 'The first line'",
        "'', '', '', '–'",
    })
    void aPostIsCalledAfterTheFirstTitleOrLine(String title, String emoji, String text, String name) {
        Destination forum = reachable();
        assertThat(send(forum, titled(title, emoji, text), false)).isInstanceOf(Sent.class);
        assertThat(posts(forum)).extracting(SandboxPlace::title).containsExactly(name);
    }

    @Test
    void aFileThatIsNotReadyIsPutOffAndNothingIsSent() {
        Destination chat = reachable();
        var file = new Attachment.Document("digestbot.json", "application/json", () -> {
            throw new FileNotReady("others are being made");
        });
        DiscordMessage message = messenger().attach(messenger().render(Content.text("Everything.", List.of())), file);
        assertThat(messenger().send(chat, message, "n", false))
                .isEqualTo(new SendResult.Deferred(Duration.ofSeconds(2), "others are being made"));
        assertThat(shown(chat)).isEmpty();
    }

    @Test
    void aNameThatIsTooLongIsShortened() {
        Destination forum = reachable();
        send(forum, titled("a".repeat(200), "", "text"), false);
        assertThat(posts(forum))
                .singleElement()
                .satisfies(post -> assertThat(post.title()).hasSize(100).endsWith("…"));
    }

    @Test
    void whatFollowsGoesIntoThePostAndIsEditedThere() {
        Destination forum = reachable();
        Sent first = (Sent) send(forum, titled("Trade", "", "part one"), false);
        Destination post = new Destination(forum.chat(), first.thread().orElseThrow());
        Sent second = (Sent) send(post, titled("", "", "part two"), false);
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
        Sent first = (Sent) send(forum, titled("Trade", "", "one"), false);
        long post = first.thread().orElseThrow();
        Sent second = (Sent) send(new Destination(forum.chat(), post), titled("", "", "two"), false);
        assertThat(messenger().isDeletable(post, first.messageId())).isFalse();
        assertThat(messenger().isDeletable(post, second.messageId())).isTrue();
        assertThat(messenger().isDeletable(0, first.messageId())).isTrue();
    }

    @Test
    void anArchivedPostIsOpenedForAChangeButNotALockedOne() {
        Destination forum = reachable();
        Sent first = (Sent) send(forum, titled("Trade", "", "one"), false);
        var post = new Destination(forum.chat(), first.thread().orElseThrow());
        Sent second = (Sent) send(post, titled("", "", "two"), false);
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

    @Test
    void aTagIsGivenWhereTheForumRequiresOneAndNoneElsewhere() {
        SandboxPlace tagged = fixture.sandbox.forumRequiringTag("tagged-" + ++forums, List.of("Reading"));
        fixture.awaitKnown(tagged);
        assertThat(send(destination(tagged), titled("Trade", "", "text"), false))
                .isInstanceOf(Sent.class);
        assertThat(lastRequest().body().path("applied_tags"))
                .singleElement()
                .satisfies(tag -> assertThat(tag.asLong()).isEqualTo(tagged.id() + 2));
        assertThat(send(reachable(), titled("Trade", "", "text"), false)).isInstanceOf(Sent.class);
        assertThat(lastRequest().body().has("applied_tags")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "false, 'Sport,World Trade', 2",
        "false, 'us-china,WORLD TRADE,Trade', '2,3'",
        "false, ' trade ', 1",
        "false, 'Sport', ''",
        "true, 'Sport,TRADE', 3",
        "true, 'Sport,Reading', 2",
        "false, 'trade,Trade,TRADE,tRade,trAde,traDe', '1,2,3,4,5'",
    })
    void aPostHasTheTagsThatAreCalledLikeItsTopic(boolean required, String tags, String used) {
        List<String> offered = List.of(tags.split(",", -1));
        String name = "topics-" + ++forums;
        SandboxPlace forum =
                required ? fixture.sandbox.forumRequiringTag(name, offered) : fixture.sandbox.forum(name, offered);
        fixture.awaitKnown(forum);
        var content = new DiscordMessage(titled("", "", "text").components(), "Trade", List.of("trade", "World Trade"));
        assertThat(send(destination(forum), content, false)).isInstanceOf(Sent.class);
        assertThat(lastRequest().body().path("applied_tags").valueStream())
                .extracting(tag -> Long.toString(tag.asLong() - forum.id()))
                .containsExactlyElementsOf(used.isEmpty() ? List.of() : List.of(used.split(",")));
    }

    @Test
    void saysWhenOnlyModeratorsMayUseTheTagsThatAForumRequires() {
        SandboxPlace forum = fixture.sandbox.forumRequiringTag("moderated-" + ++forums, List.of());
        fixture.awaitKnown(forum);
        assertThat(send(destination(forum), titled("Trade", "", "text"), false))
                .isEqualTo(new SendResult.Rejected(
                        "the forum requires a tag for posts, and only moderators may use its tags"));
    }

    @Test
    void asksForQuietDeliveryAndForNoMentions() {
        send(reachable(), titled("Trade", "", "@everyone"), true);
        var message = lastRequest().body().path("message");
        assertThat(message.path("flags").asInt()).isEqualTo(1 << 12 | 1 << 15);
        assertThat(message.path("allowed_mentions").path("parse")).isEmpty();
    }

    @Test
    void aForumOfAServerThatIsNotLoadedGetsAPostToo() {
        SandboxPlace forum = fixture.sandbox.forumNotLoaded("not-loaded");
        Destination to = destination(forum);
        Sent first = (Sent) send(to, titled("Trade", "", "one"), false);
        assertThat(send(to, titled("Trade", "", "two"), false)).isInstanceOf(Sent.class);
        assertThat(posts(to)).hasSize(2);
        assertThat(messenger().edit(to, first.messageId(), titled("Trade", "", "one, corrected")))
                .isInstanceOf(Sent.class);
        assertThat(shown(to).getFirst()).contains("one, corrected");
        assertThat(requests(forum, "GET")).as("Discord is asked once").isEqualTo(1);
        assertThat(requests(forum, "POST")).as("one refused message, two posts").isEqualTo(3);
    }

    @Test
    void aPostOfAnUnknownForumIsEditedAndNotTakenForDeleted() {
        Destination forum = reachable();
        Sent first = (Sent) send(forum, titled("Trade", "", "one"), false);
        assertThat(elsewhere(() -> 0).edit(forum, first.messageId(), titled("Trade", "", "corrected")))
                .isEqualTo(new Sent(first.messageId()));
        assertThat(shown(forum)).singleElement().asString().contains("corrected");
        assertThat(elsewhere(() -> 0).delete(forum, first.messageId())).isEqualTo(new Sent(first.messageId()));
        assertThat(shown(forum)).isEmpty();
    }

    @Test
    void theTagsOfAnUnknownForumAreAskedForAgainAfterTenMinutes() {
        SandboxPlace tagged = fixture.sandbox.forumRequiringTag("tagged-" + ++forums, List.of("Reading"));
        var now = new AtomicLong();
        DiscordMessenger elsewhere = elsewhere(now::get);
        for (int minutes : List.of(0, 9, 11)) {
            now.set(Duration.ofMinutes(minutes).toNanos());
            assertThat(elsewhere.send(destination(tagged), titled("Trade", "", "text"), "n" + minutes, false))
                    .isInstanceOf(Sent.class);
            assertThat(lastRequest().body().path("applied_tags"))
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.asLong()).isEqualTo(tagged.id() + 2));
        }
        assertThat(requests(tagged, "GET")).isEqualTo(2);
    }

    /// A messenger whose gateway reports no channel, as if another process connected the shard.
    private static DiscordMessenger elsewhere(LongSupplier nanoTime) {
        return new DiscordMessenger(
                fixture.platform::anyShard,
                new ChannelKinds(_ -> Optional.empty(), nanoTime),
                () -> Duration.ZERO,
                new Crossposter(fixture.database),
                DiscordFixture.discussions(fixture.database));
    }

    private static long requests(SandboxPlace channel, String method) {
        return fixture.sandbox.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().contains("/channels/" + channel.id()))
                .count();
    }

    @Test
    void aForumThatIsGoneIsToldFromAPost() {
        assertThat(send(faulty(new SandboxFault.Gone()), titled("Trade", "", "text"), false))
                .isEqualTo(new SendResult.Unreachable(Outcome.UNKNOWN_CHANNEL, "404 Unknown Channel (10003)"));
    }

    private SendResult send(Destination to, DiscordMessage message, boolean silent) {
        return messenger().send(to, message, "n" + fixture.sandbox.requests().size(), silent);
    }

    private static DiscordMessage titled(String title, String emoji, String text) {
        var panel = new Panel(
                Panel.PanelStyle.PLAIN,
                title,
                emoji,
                OptionalInt.empty(),
                List.of(),
                List.of(Block.Paragraph.of(text)),
                List.of());
        return DiscordRenderer.render(Content.of(List.of(panel), List.of()));
    }

    private static RecordedRequest lastRequest() {
        return fixture.sandbox.requests().getLast();
    }

    private static List<SandboxPlace> posts(Destination forum) {
        return fixture.sandbox.threads(place(forum));
    }

    private static Destination inPost(SandboxFault fault) {
        SandboxPlace forum = freshForum();
        SandboxPlace post = fixture.sandbox.thread(forum, "post");
        fixture.sandbox.fault(post, fault);
        return new Destination(destination(forum).chat(), post.id());
    }

    @Override
    protected Destination faulty(SandboxFault fault) {
        SandboxPlace forum = freshForum();
        fixture.sandbox.fault(forum, fault);
        return destination(forum);
    }

    private static SandboxPlace freshForum() {
        SandboxPlace forum = fixture.sandbox.forum("forum-" + ++forums);
        fixture.awaitKnown(forum);
        return forum;
    }

    private static Destination destination(SandboxPlace place) {
        return new Destination(new Chat(Platform.DISCORD, place.id(), ChatType.GROUP, place.title()), 0);
    }

    private static SandboxPlace place(Destination chat) {
        return new SandboxPlace(
                chat.chat().id(), SandboxPlace.Kind.CHANNEL, chat.chat().title());
    }
}
