package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.card.CardRenderer;
import digestbot.clientview.ClientRow;
import digestbot.clientview.ClientSpan;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.views.CardText;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.MessengerContract;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.TemporaryFile;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.TelegramSandbox;
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

    private static final ApiToken TOKEN = new ApiToken("77:secret");

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
        sandbox.join(new SandboxPerson(id, "Reader", "en"), place(id));
        return new Destination(new Chat(Platform.TELEGRAM, id, ChatType.PRIVATE, ""), 0);
    }

    @Override
    protected Destination faulty(SandboxFault fault) {
        Destination chat = reachable();
        sandbox.fault(place(chat.chat().id()), fault);
        return chat;
    }

    private static SandboxPlace place(long id) {
        return new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, "");
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Blocked());
    }

    @Override
    protected Optional<Move> moved() {
        SandboxPlace group = new SandboxPlace(-500, SandboxPlace.Kind.GROUP, "Group");
        sandbox.join(new SandboxPerson(5, "Reader", "en"), group);
        sandbox.fault(group, new SandboxFault.Migrated(-1001234567890L));
        return Optional.of(new Move(
                new Destination(new Chat(Platform.TELEGRAM, -500, ChatType.GROUP, "Group"), 0), -1001234567890L));
    }

    @Override
    protected Destination closedThread() {
        Destination topic = topic();
        sandbox.fault(group(topic), new SandboxFault.Closed());
        return topic;
    }

    @Override
    protected Destination deletedThread() {
        Destination topic = topic();
        sandbox.deleteThread(group(topic), topic.thread());
        return topic;
    }

    private Destination topic() {
        var topic = new Destination(new Chat(Platform.TELEGRAM, - ++lastUser, ChatType.GROUP, "Forum"), 42);
        sandbox.writeInThread(new SandboxPerson(5, "Reader", "en"), group(topic), 42, "hello");
        return topic;
    }

    private static SandboxPlace group(Destination topic) {
        return new SandboxPlace(topic.chat().id(), SandboxPlace.Kind.GROUP, "Forum");
    }

    @Override
    protected Optional<Messenger<TelegramMessage>> withoutServer() {
        return Optional.of(nowhere.messenger());
    }

    @Override
    protected List<String> shown(Destination chat) {
        return sandbox.screen(place(chat.chat().id())).stream()
                .filter(message -> message.author().isEmpty())
                .map(TelegramMessengerTest::text)
                .toList();
    }

    private static String text(ShownMessage message) {
        return message.rows().stream()
                .filter(ClientRow.Line.class::isInstance)
                .map(ClientRow.Line.class::cast)
                .map(line -> line.spans().stream().map(ClientSpan::text).collect(Collectors.joining()))
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
        var text = new CardText("Energy", "Monday", Optional.empty(), List.of(), List.of(), List.of(), List.of());
        var picture = new Attachment.Image("digestbot.png", "Energy, Monday", () -> {
            drawn.incrementAndGet();
            return CardRenderer.png(text, "en");
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
        Destination chat = faulty(new SandboxFault.TextAlone());
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
        return new Attachment.Image("digestbot.png", "Energy <b> & oil", () -> png);
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
        SandboxPlace group = new SandboxPlace(-700, SandboxPlace.Kind.GROUP, "Forum");
        sandbox.writeInThread(new SandboxPerson(5, "Reader", "en"), group, 42, "hello");
        var to = new Destination(new Chat(Platform.TELEGRAM, -700, ChatType.GROUP, "Forum"), 42);
        assertThat(messenger().send(to, message("quiet"), "n", true)).isInstanceOf(SendResult.Sent.class);
        RecordedRequest request = sandbox.requests().getLast();
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
        try (var wrong = new TelegramConnection(new TelegramSettings(new ApiToken("78:wrong"), sandbox.url()))) {
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
        assertThat(messenger().send(faulty(new SandboxFault.ServerError(1, 502)), message("hi"), "n", false))
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
