package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.Attachment;
import digestbot.delivery.Destination;
import digestbot.delivery.FileNotReady;
import digestbot.delivery.Messenger;
import digestbot.delivery.MessengerContract;
import digestbot.delivery.Outcome;
import digestbot.delivery.SendResult;
import digestbot.edition.Content;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Recorded;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
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

    private static Bench bench;
    private static int channels;

    @BeforeAll
    static void start() {
        bench = new Bench(folder);
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Override
    protected Messenger<DiscordMessage> messenger() {
        return bench.platform.messenger();
    }

    @Override
    protected Destination reachable() {
        return destination(freshChannel());
    }

    @Override
    protected Destination blocked() {
        return faulty(new Fault.Blocked());
    }

    @Override
    protected Optional<Move> moved() {
        return Optional.empty();
    }

    @Override
    protected Destination closedThread() {
        return inThread(new Fault.Closed());
    }

    @Override
    protected Destination deletedThread() {
        return inThread(new Fault.Gone());
    }

    private static Destination inThread(Fault fault) {
        Place channel = freshChannel();
        Place thread = bench.sandbox.thread(channel, "thread");
        bench.sandbox.fault(thread, fault);
        return new Destination(destination(channel).chat(), thread.id());
    }

    @Override
    protected Optional<Messenger<DiscordMessage>> withoutServer() {
        return Optional.of(alone(Duration.ZERO));
    }

    @Override
    protected List<String> shown(Destination chat) {
        return bench.sandbox.screen(place(chat)).stream().map(Bench::text).toList();
    }

    @Override
    protected boolean refusesDoubles() {
        return true;
    }

    @Test
    void tellsAChannelThatIsGoneAndOneWithoutAccess() {
        assertThat(send(faulty(new Fault.Gone())))
                .isEqualTo(new SendResult.Unreachable(Outcome.UNKNOWN_CHANNEL, "404 Unknown Channel (10003)"));
        assertThat(send(faulty(new Fault.Removed())))
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
                .isEqualTo(new SendResult.PutOff(Duration.ofSeconds(2), "others are being made"));
        assertThat(shown(chat)).isEmpty();
    }

    @Test
    void aPauseOfOneChannelConcernsNoOther() {
        assertThat(send(faulty(new Fault.Throttled(1, Duration.ofMillis(2_500)))))
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
        Place direct = bench.sandbox.directMessages(Bench.person(501, "Ada"));
        bench.restart();
        var chat = new Destination(new Chat(Platform.DISCORD, direct.id(), ChatKind.PRIVATE, ""), 0);
        assertThat(send(chat)).isInstanceOf(SendResult.Sent.class);
        assertThat(bench.fromBot(direct)).hasSize(1);
    }

    @Test
    void aThreadIsWrittenToInsteadOfItsChannel() {
        Place thread = freshChannel();
        Destination channel = reachable();
        assertThat(send(new Destination(channel.chat(), thread.id()))).isInstanceOf(SendResult.Sent.class);
        assertThat(bench.fromBot(thread)).hasSize(1);
        assertThat(shown(channel)).isEmpty();
    }

    @Test
    void asksForQuietDeliveryAndForNoMentions() {
        Destination chat = reachable();
        messenger().send(chat, messenger().render(Contents.text("hush")), "q1", true);
        Recorded request = bench.sandbox.requests().getLast();
        assertThat(request.body().path("flags").asInt()).isEqualTo(1 << 12 | 1 << 15);
        assertThat(request.body().path("nonce").asText()).isEqualTo("q1");
        assertThat(request.body().path("enforce_nonce").asBoolean()).isTrue();
        assertThat(request.body().path("allowed_mentions").path("parse")).isEmpty();
    }

    /// A messenger that is not connected.
    private static DiscordMessenger alone(Duration rest) {
        return new DiscordMessenger(Optional::empty, _ -> Optional.empty(), () -> rest, new Crossposts(bench.database));
    }

    private SendResult send(Destination to) {
        return messenger()
                .send(
                        to,
                        messenger().render(Contents.text("hello")),
                        "n" + to.chat().id(),
                        false);
    }

    @Override
    protected Destination faulty(Fault fault) {
        Place place = freshChannel();
        bench.sandbox.fault(place, fault);
        return destination(place);
    }

    private static Place freshChannel() {
        return bench.sandbox.channel("channel-" + ++channels);
    }

    private static Destination destination(Place place) {
        return new Destination(new Chat(Platform.DISCORD, place.id(), ChatKind.GROUP, place.title()), 0);
    }

    private static Place place(Destination chat) {
        return new Place(chat.chat().id(), Place.Kind.CHANNEL, chat.chat().title());
    }
}
