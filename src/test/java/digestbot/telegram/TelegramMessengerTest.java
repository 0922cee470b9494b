package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.WebPage;
import digestbot.content.action.ReadAction;
import digestbot.content.card.CardRenderer;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.CardText;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.MessengerContract;
import digestbot.delivery.api.SendResult;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TelegramMessengerTest extends MessengerContract<TelegramMessage> {

    private static final SandboxPerson READER = new SandboxPerson(5, "Reader", "en");
    private static final WebAddress PAGE = new WebAddress("https://news.example.org/trade/2026-02-05/china/");

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;
    private final TelegramConnection connection = fixture.connection();
    private final TelegramMessenger messenger = connection.messenger();
    private final TelegramConnection nowhere =
            new TelegramConnection(new TelegramSettings(TelegramFixture.TOKEN, URI.create("http://127.0.0.1:9")));
    private long lastUser = 100;

    @AfterEach
    void stop() {
        nowhere.close();
        connection.close();
    }

    @Override
    protected TelegramMessenger messenger() {
        return messenger;
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
        sandbox.fault(place(chat), fault);
        return chat;
    }

    private static SandboxPlace place(long id) {
        return new SandboxPlace(id, SandboxPlace.Kind.PRIVATE, "");
    }

    private static SandboxPlace place(Destination chat) {
        return place(chat.chat().id());
    }

    @Override
    protected Destination blocked() {
        return faulty(new SandboxFault.Blocked());
    }

    @Override
    protected Optional<Move> moved() {
        sandbox.join(READER, TelegramFixture.GROUP);
        sandbox.fault(TelegramFixture.GROUP, new SandboxFault.Migrated(-1001234567890L));
        return Optional.of(new Move(group(TelegramFixture.GROUP.id(), 0), -1001234567890L));
    }

    private static Destination group(long id, long thread) {
        return new Destination(new Chat(Platform.TELEGRAM, id, ChatType.GROUP, "Readers"), thread);
    }

    @Override
    protected Destination closedThread() {
        Destination topic = topic();
        sandbox.fault(forum(topic), new SandboxFault.Closed());
        return topic;
    }

    @Override
    protected Destination deletedThread() {
        Destination topic = topic();
        sandbox.deleteThread(forum(topic), topic.thread());
        return topic;
    }

    private Destination topic() {
        Destination topic = group(- ++lastUser, 42);
        sandbox.writeInThread(READER, forum(topic), 42, "hello");
        return topic;
    }

    private static SandboxPlace forum(Destination topic) {
        return new SandboxPlace(topic.chat().id(), SandboxPlace.Kind.GROUP, "Forum");
    }

    @Override
    protected Optional<Messenger<TelegramMessage>> withoutServer() {
        return Optional.of(nowhere.messenger());
    }

    @Override
    protected List<String> shown(Destination chat) {
        return fixture.shown(place(chat));
    }

    @Override
    protected boolean refusesDoubles() {
        return false;
    }

    private JsonNode last() {
        return sandbox.requests().getLast().body();
    }

    private SendResult send(Destination to, TelegramMessage message) {
        return messenger().send(to, message, "n", false);
    }

    private static TelegramMessage message(String text) {
        return TelegramRenderer.render(Content.text(text, List.of()));
    }

    @Test
    void aFileGoesWithItsText() {
        Destination chat = reachable();
        assertThat(send(chat, messenger().attach(message("Everything."), document("{\"a\": \"ü\"}"))))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(rows(chat)).contains("digestbot.json", "Everything.");
    }

    private String rows(Destination chat) {
        return sandbox.screen(place(chat)).getLast().rows().toString();
    }

    @Test
    void aPictureIsShownAboveItsTextAndDrawnWhenItIsSent() {
        Destination chat = reachable();
        var drawn = new AtomicInteger();
        var text = new CardText(
                "Energy", "Monday", Optional.empty(), List.of(), List.of(), List.of(), List.of(), "News", "");
        var picture = new Attachment.Image("digestbot.png", "Energy, Monday", () -> {
            drawn.incrementAndGet();
            return CardRenderer.png(text, "en");
        });
        TelegramMessage message = messenger().attach(message("Energy."), picture);
        assertThat(drawn).hasValue(0);
        assertThat(send(chat, message)).isInstanceOf(SendResult.Sent.class);
        assertThat(drawn).hasValue(1);
        assertThat(rows(chat)).contains("pixels=Optional[1200×", "Energy.");
    }

    @Test
    void whatIsNoPictureOrMuchTooLongIsRefusedAlone() {
        assertThat(sent(reachable(), picture(strip(300, 6_300))).toString()).contains("PHOTO_INVALID_DIMENSIONS");
        assertThat(sent(reachable(), picture(new byte[40])).toString()).contains("IMAGE_PROCESS_FAILED");
    }

    @Test
    void aGroupThatTakesTextsAloneIsToldWhatThePictureShowsAndIsNotPaused() {
        Destination chat = faulty(new SandboxFault.TextAlone());
        assertThat(sent(chat, picture(strip(300, 300)))).isInstanceOf(SendResult.Sent.class);
        assertThat(rows(chat)).contains("Energy <b> & oil").doesNotContain("AttachedFile");
        assertThat(sent(chat, document("{}"))).isInstanceOf(SendResult.Rejected.class);
    }

    @Test
    void thePictureOfABroadcastIsUploadedOnceAndAGroupThatTakesTextsAloneGetsItsText() {
        var reads = new AtomicInteger();
        var picture = new Attachment.Picture(7, "picture.png", () -> {
            reads.incrementAndGet();
            return strip(300, 200);
        });
        for (int i = 0; i < 3; i++) {
            Destination chat = reachable();
            assertThat(sent(chat, picture)).isInstanceOf(SendResult.Sent.class);
            assertThat(rows(chat)).contains("pixels=Optional[300×200]", "Energy.");
        }
        assertThat(reads).hasValue(1);
        Destination textAlone = faulty(new SandboxFault.TextAlone());
        assertThat(sent(textAlone, picture)).isInstanceOf(SendResult.Sent.class);
        assertThat(rows(textAlone)).contains("Energy.").doesNotContain("AttachedFile");
        TelegramMessage alone =
                TelegramRenderer.render(Content.of(List.of(), List.of()).withPicture(Optional.of(7L)));
        assertThat(send(textAlone, messenger().attach(alone, picture))).isInstanceOf(SendResult.Sent.class);
        assertThat(rows(textAlone)).contains("🖼");
        connection.messenger(true).send(reachable(), messenger().attach(alone, picture), "n", false);
        assertThat(last().path("allow_paid_broadcast").asBoolean())
                .as("is paid for")
                .isTrue();
    }

    @Test
    void aPictureIsReplacedByABlankOneWhereAMessageBecomesANotice() {
        Destination chat = reachable();
        SendResult sent = sent(chat, new Attachment.Picture(7, "picture.png", () -> strip(300, 200)));
        String message = ((SendResult.Sent) sent).messageId();
        for (int i = 0; i < 2; i++) {
            assertThat(messenger().edit(chat, message, message("Withdrawn."))).isEqualTo(sent);
            assertThat(rows(chat)).contains("pixels=Optional[64×64]", "Withdrawn.");
        }
    }

    static Attachment.Document document(String json) {
        return new Attachment.Document(
                "digestbot.json", "application/json", () -> json.getBytes(StandardCharsets.UTF_8));
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

    private SendResult sent(Destination to, Attachment file) {
        return send(to, messenger().attach(message("Energy."), file));
    }

    @Test
    void sendsSilentlyIntoATopicAndWithoutPreview() {
        Destination topic = topic();
        assertThat(messenger().send(topic, message("quiet"), "n", true)).isInstanceOf(SendResult.Sent.class);
        assertThat(last().path("message_thread_id").asLong()).isEqualTo(42);
        assertThat(last().path("disable_notification").asBoolean())
                .as("disable_notification")
                .isTrue();
        assertThat(last().path("link_preview_options").toString()).isEqualTo("{\"is_disabled\":true}");
        assertThat(last().has("allow_paid_broadcast")).as("is paid for").isFalse();
        assertThat(connection.messenger(true).send(topic, message("paid"), "n", false))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(last().path("allow_paid_broadcast").asBoolean())
                .as("is paid for")
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
    void printsThePayloadThatItWouldSend() {
        Destination chat = reachable();
        send(chat, message("hi"));
        assertThat(TelegramMessenger.payload(chat, message("hi"))).isEqualTo(last().toString());
    }

    private static Content about(String text) {
        return Content.text(text, List.of()).withPage(Optional.of(new WebPage(PAGE, "Continue on the web")));
    }

    @Test
    void whatIsShortenedToALinkShowsASmallPreviewOfThePageAsLongAsItIs() {
        Destination chat = reachable();
        Content whole = about("About trade.");
        Content shortened = MessagePacker.messages(
                        about("A sentence. ".repeat(500)), messenger().budget())
                .getFirst();
        String small = "{\"url\":\"" + PAGE.url() + "\",\"prefer_small_media\":true}";
        String none = "{\"is_disabled\":true}";
        send(chat, TelegramRenderer.render(shortened));
        assertThat(last().path("link_preview_options")).hasToString(small);
        String message = ((SendResult.Sent) send(chat, TelegramRenderer.render(whole))).messageId();
        assertThat(last().path("link_preview_options")).hasToString(none);
        messenger().edit(chat, message, TelegramRenderer.render(shortened));
        assertThat(last().path("link_preview_options")).hasToString(small);
        messenger().edit(chat, message, TelegramRenderer.render(whole));
        assertThat(last().path("link_preview_options")).hasToString(none);
    }

    @Test
    void sharesThePageOrTheViewInTheBotAndAsksForTheAccountOnce() {
        assertThat(sharedLink(Optional.of(PAGE)))
                .isEqualTo("https://t.me/share/url?url=https%3A%2F%2Fnews.example.org%2Ftrade%2F2026-02-05%2Fchina%2F");
        assertThat(fixture.requests("getMe")).isEmpty();
        for (int i = 0; i < 2; i++) {
            assertThat(sharedLink(Optional.empty()))
                    .isEqualTo("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fdigest_bot%3Fstart%3D1-v-7-s1");
        }
        assertThat(fixture.requests("getMe")).hasSize(1);
    }

    private String sharedLink(Optional<WebAddress> page) {
        var view = new ReadAction.Show(7, new DigestView.OnePerspective(1), 0);
        var share = new Button("Share", new Button.Action.ShareInChat(view, page), false);
        send(reachable(), TelegramRenderer.render(Content.text("About trade.", List.of(List.of(share)))));
        return last().findPath("inline_keyboard").findPath("url").asText();
    }
}
