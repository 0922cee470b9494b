package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.card.Cards;
import digestbot.delivery.Attachment;
import digestbot.delivery.Destination;
import digestbot.delivery.Messenger;
import digestbot.delivery.MessengerContract;
import digestbot.delivery.SendResult;
import digestbot.delivery.TemporaryFile;
import digestbot.delivery.Token;
import digestbot.edition.CardText;
import digestbot.edition.Content;
import digestbot.edition.Panel;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.Bubble;
import digestbot.sandbox.Fault;
import digestbot.sandbox.Place;
import digestbot.sandbox.Recorded;
import digestbot.sandbox.Row;
import digestbot.sandbox.Someone;
import digestbot.sandbox.Span;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramMessengerTest extends MessengerContract<TelegramMessage> {

    private static final Token TOKEN = new Token("77:secret");

    private TelegramSandbox sandbox;
    private TelegramConnection connection;
    private TelegramConnection nowhere;
    private long lastUser = 100;

    @BeforeEach
    void start() {
        sandbox = TelegramSandbox.start(0, TOKEN.reveal(), "digest_bot", InstantSource.system());
        connection = new TelegramConnection(new TelegramSettings(TOKEN, sandbox.url()));
        nowhere = new TelegramConnection(new TelegramSettings(TOKEN, URI.create("http://127.0.0.1:9")));
    }

    @AfterEach
    void stop() {
        nowhere.close();
        connection.close();
        sandbox.close();
    }

    @Override
    protected Messenger<TelegramMessage> messenger() {
        return connection.messenger();
    }

    @Override
    protected Destination reachable() {
        long id = ++lastUser;
        sandbox.join(new Someone(id, "Reader", "en"), place(id));
        return new Destination(new Chat(Platform.TELEGRAM, id, ChatKind.PRIVATE, ""), 0);
    }

    @Override
    protected Destination faulty(Fault fault) {
        Destination chat = reachable();
        sandbox.fault(place(chat.chat().id()), fault);
        return chat;
    }

    private static Place place(long id) {
        return new Place(id, Place.Kind.PRIVATE, "");
    }

    @Override
    protected Destination blocked() {
        return faulty(new Fault.Blocked());
    }

    @Override
    protected Optional<Move> moved() {
        Place group = new Place(-500, Place.Kind.GROUP, "Group");
        sandbox.join(new Someone(5, "Reader", "en"), group);
        sandbox.fault(group, new Fault.Migrated(-1001234567890L));
        return Optional.of(new Move(
                new Destination(new Chat(Platform.TELEGRAM, -500, ChatKind.GROUP, "Group"), 0), -1001234567890L));
    }

    @Override
    protected Destination closedThread() {
        Destination topic = topic();
        sandbox.fault(group(topic), new Fault.Closed());
        return topic;
    }

    @Override
    protected Destination deletedThread() {
        Destination topic = topic();
        sandbox.deleteThread(group(topic), topic.thread());
        return topic;
    }

    private Destination topic() {
        var topic = new Destination(new Chat(Platform.TELEGRAM, - ++lastUser, ChatKind.GROUP, "Forum"), 42);
        sandbox.writeInThread(new Someone(5, "Reader", "en"), group(topic), 42, "hello");
        return topic;
    }

    private static Place group(Destination topic) {
        return new Place(topic.chat().id(), Place.Kind.GROUP, "Forum");
    }

    @Override
    protected Optional<Messenger<TelegramMessage>> withoutServer() {
        return Optional.of(nowhere.messenger());
    }

    @Override
    protected List<String> shown(Destination chat) {
        return sandbox.screen(place(chat.chat().id())).stream()
                .filter(bubble -> bubble.author().isEmpty())
                .map(TelegramMessengerTest::text)
                .toList();
    }

    private static String text(Bubble bubble) {
        return bubble.rows().stream()
                .filter(Row.Line.class::isInstance)
                .map(Row.Line.class::cast)
                .map(line -> line.spans().stream().map(Span::text).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    protected boolean refusesDoubles() {
        return false;
    }

    @Test
    void aFileGoesWithItsText() {
        Destination chat = reachable();
        TelegramMessage message = messenger().render(Content.text("Everything.", List.of()));
        var file = document("{\"a\": \"ü\"}");
        assertThat(messenger().send(chat, messenger().attach(message, file), "n", false))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(sandbox.screen(place(chat.chat().id())).getLast().rows().toString())
                .contains("digestbot.json", "Everything.");
    }

    @Test
    void aPictureIsShownAboveItsTextAndDrawnWhenItIsSent() {
        Destination chat = reachable();
        var drawn = new AtomicInteger();
        var text = new CardText("Energy", "Monday", Optional.empty(), List.of(), List.of(), List.of());
        var picture = new Attachment.Picture("digestbot.png", "Energy, Monday", () -> {
            drawn.incrementAndGet();
            return Cards.png(text, "en");
        });
        TelegramMessage message = messenger().attach(messenger().render(Content.text("Energy.", List.of())), picture);
        assertThat(drawn).hasValue(0);
        assertThat(messenger().send(chat, message, "n", false)).isInstanceOf(SendResult.Sent.class);
        assertThat(drawn).hasValue(1);
        assertThat(sandbox.screen(place(chat.chat().id())).getLast().rows().toString())
                .contains("[picture 1200×", "Energy.");
    }

    @Test
    void whatIsNoPictureOrMuchTooLongIsRefusedAlone() {
        assertThat(sent(picture(strip(300, 6_300))).toString()).contains("PHOTO_INVALID_DIMENSIONS");
        assertThat(sent(picture(new byte[40])).toString()).contains("IMAGE_PROCESS_FAILED");
    }

    @Test
    void aGroupThatTakesTextsAloneIsToldWhatThePictureShowsAndIsNotPaused() {
        Destination chat = faulty(new Fault.TextAlone());
        assertThat(sent(chat, picture(strip(300, 300)))).isInstanceOf(SendResult.Sent.class);
        assertThat(sandbox.screen(place(chat.chat().id())).getLast().rows().toString())
                .contains("Energy <b> & oil")
                .doesNotContain("[picture");
        assertThat(sent(chat, document("{}"))).isInstanceOf(SendResult.Rejected.class);
    }

    static Attachment.Document document(String json) {
        return new Attachment.Document(
                "digestbot.json",
                "application/json",
                () -> TemporaryFile.with(output -> output.write(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static Attachment picture(byte[] png) {
        return new Attachment.Picture("digestbot.png", "Energy <b> & oil", () -> png);
    }

    /// The beginning of a PNG.
    private static byte[] strip(int width, int height) {
        return ByteBuffer.allocate(40)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .position(16)
                .putInt(width)
                .putInt(height)
                .array();
    }

    private SendResult sent(Attachment file) {
        return sent(reachable(), file);
    }

    private SendResult sent(Destination to, Attachment file) {
        TelegramMessage message = messenger().attach(messenger().render(Content.text("Energy.", List.of())), file);
        return messenger().send(to, message, "n", false);
    }

    @Test
    void sendsSilentlyIntoATopicAndWithoutPreview() {
        Place group = new Place(-700, Place.Kind.GROUP, "Forum");
        sandbox.writeInThread(new Someone(5, "Reader", "en"), group, 42, "hello");
        var to = new Destination(new Chat(Platform.TELEGRAM, -700, ChatKind.GROUP, "Forum"), 42);
        assertThat(messenger().send(to, message("quiet"), "n", true)).isInstanceOf(SendResult.Sent.class);
        Recorded request = sandbox.requests().getLast();
        assertThat(request.body().path("message_thread_id").asLong()).isEqualTo(42);
        assertThat(request.body().path("disable_notification").asBoolean()).isTrue();
        assertThat(request.body()
                        .path("link_preview_options")
                        .path("is_disabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void tellsARefusedTokenAsNotSent() {
        try (var wrong = new TelegramConnection(new TelegramSettings(new Token("78:wrong"), sandbox.url()))) {
            assertThat(wrong.messenger().send(reachable(), message("hi"), "n", false))
                    .isInstanceOfSatisfying(
                            SendResult.NotSent.class,
                            result -> assertThat(result.why())
                                    .contains("token is refused")
                                    .doesNotContain("wrong"));
        }
    }

    @Test
    void tellsAProxysPageAsUnconfirmed() {
        assertThat(messenger().send(faulty(new Fault.ServerError(1, 502)), message("hi"), "n", false))
                .isInstanceOf(SendResult.Unconfirmed.class);
    }

    @Test
    void printsThePayloadThatItWouldSend() {
        Destination chat = reachable();
        TelegramMessage message = message("hi");
        messenger().send(chat, message, "n", false);
        assertThat(TelegramMessenger.payload(chat, message))
                .isEqualTo(sandbox.requests().getLast().body().toString());
    }

    private TelegramMessage message(String text) {
        return messenger()
                .render(Content.of(
                        List.of(Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(text)))))), List.of()));
    }
}
