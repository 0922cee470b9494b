package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.content.Content;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.FileNotReady;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.MessengerContract;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscordMessengerTest extends MessengerContract<DiscordMessage> {

    @TempDir
    static Path folder;

    private static DiscordFixture fixture;
    private static int channels;

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
        return destination(freshChannel());
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Blocked());
    }

    @Override
    protected Optional<Move> moved() {
        return Optional.empty();
    }

    @Override
    protected Destination closedThread() {
        return inThread(new SandboxFault.Closed());
    }

    @Override
    protected Destination deletedThread() {
        return inThread(new SandboxFault.Gone());
    }

    private static Destination inThread(SandboxFault fault) {
        SandboxPlace channel = freshChannel();
        SandboxPlace thread = fixture.sandbox.thread(channel, "thread");
        fixture.sandbox.fault(thread, fault);
        return new Destination(destination(channel).chat(), thread.id());
    }

    @Override
    protected Optional<Messenger<DiscordMessage>> withoutServer() {
        return Optional.of(alone(Duration.ZERO));
    }

    @Override
    protected List<String> shown(Destination chat) {
        return fixture.sandbox.screen(place(chat)).stream()
                .map(DiscordFixture::text)
                .toList();
    }

    @Override
    protected boolean refusesDoubles() {
        return true;
    }

    @Test
    void tellsAChannelThatIsGoneAndOneWithoutAccess() {
        assertThat(send(faulty(new SandboxFault.Gone())))
                .isEqualTo(new SendResult.Unreachable(Outcome.UNKNOWN_CHANNEL, "404 Unknown Channel (10003)"));
        assertThat(send(faulty(new SandboxFault.Removed())))
                .isEqualTo(new SendResult.Unreachable(Outcome.NO_RIGHTS, "403 Missing Access (50001)"));
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
    void aPauseOfOneChannelConcernsNoOther() {
        assertThat(send(faulty(new SandboxFault.Throttled(1, Duration.ofMillis(2_500)))))
                .isEqualTo(new SendResult.RateLimited(Duration.ofMillis(2_500), false));
        assertThat(send(reachable())).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void sendsNothingWhileABanIsNear() {
        DiscordMessenger resting = alone(Duration.ofMinutes(3));
        assertThat(resting.delete(reachable(), "1")).isEqualTo(new SendResult.RateLimited(Duration.ofMinutes(3), true));
    }

    @Test
    void reachesDirectMessagesByTheirIdAloneAfterARestart() {
        SandboxPlace direct = fixture.sandbox.directMessages(DiscordFixture.person(501, "Ada"));
        fixture.restart();
        var chat = new Destination(new Chat(Platform.DISCORD, direct.id(), ChatType.PRIVATE, ""), 0);
        assertThat(send(chat)).isInstanceOf(SendResult.Sent.class);
        assertThat(fixture.fromBot(direct)).hasSize(1);
    }

    @Test
    void aThreadIsWrittenToInsteadOfItsChannel() {
        SandboxPlace thread = freshChannel();
        Destination channel = reachable();
        assertThat(send(new Destination(channel.chat(), thread.id()))).isInstanceOf(SendResult.Sent.class);
        assertThat(fixture.fromBot(thread)).hasSize(1);
        assertThat(shown(channel)).isEmpty();
    }

    @Test
    void asksForQuietDeliveryAndForNoMentions() {
        Destination chat = reachable();
        messenger().send(chat, messenger().render(SampleContents.text("hush")), "q1", true);
        RecordedRequest request = fixture.sandbox.requests().getLast();
        assertThat(request.body().path("flags").asInt()).isEqualTo(1 << 12 | 1 << 15);
        assertThat(request.body().path("nonce").asText()).isEqualTo("q1");
        assertThat(request.body().path("enforce_nonce").asBoolean()).isTrue();
        assertThat(request.body().path("allowed_mentions").path("parse")).isEmpty();
    }

    /// A messenger that is not connected.
    private static DiscordMessenger alone(Duration rest) {
        return new DiscordMessenger(
                Optional::empty,
                new ChannelKinds(_ -> Optional.empty(), System::nanoTime),
                () -> rest,
                new Crossposter(fixture.database),
                DiscordFixture.discussions(fixture.database));
    }

    private SendResult send(Destination to) {
        return messenger()
                .send(
                        to,
                        messenger().render(SampleContents.text("hello")),
                        "n" + to.chat().id(),
                        false);
    }

    @Override
    protected Destination faulty(SandboxFault fault) {
        SandboxPlace place = freshChannel();
        fixture.sandbox.fault(place, fault);
        return destination(place);
    }

    private static SandboxPlace freshChannel() {
        return fixture.sandbox.channel("channel-" + ++channels);
    }

    private static Destination destination(SandboxPlace place) {
        return new Destination(new Chat(Platform.DISCORD, place.id(), ChatType.GROUP, place.title()), 0);
    }

    private static SandboxPlace place(Destination chat) {
        return new SandboxPlace(
                chat.chat().id(), SandboxPlace.Kind.CHANNEL, chat.chat().title());
    }
}
