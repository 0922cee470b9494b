package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.content;
import static digestbot.telegram.TelegramFixture.shown;
import static digestbot.telegram.TelegramFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.button.Press;
import digestbot.chat.api.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.outbox.FileRequest;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.BotApiVersion;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers that one member of a group sees alone, and what happens where Telegram refuses them.
class PrivateRepliesTest {

    private static final SandboxPerson BOB = new SandboxPerson(6, "Bob", "en");
    private static final Chat CHAT = new Chat(Platform.TELEGRAM, GROUP.id(), ChatType.GROUP, "Readers");
    private static final String LINK = "https://t.me/digest_bot?start=1-t-0";

    @TempDir
    Path folder;

    private final List<SandboxEvent> events = new CopyOnWriteArrayList<>();
    private TelegramFixture fixture;
    private TelegramSandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = TelegramFixture.sandbox();
        sandbox.listen(events::add);
        fixture = new TelegramFixture(folder);
        fixture.database.writeWithoutResult(transaction ->
                new SubscriberStore().findOrCreate(transaction, CHAT, Preferences.DEFAULT, fixture.clock.instant()));
    }

    @AfterEach
    void close() {
        fixture.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void showsEachMemberTheirOwnViewInPlaceOfTheGroupsMessage(boolean admin) {
        ShownMessage shared = digest(admin);
        fixture.script = request -> view("view for " + request.person().userId());
        press(ANN, shared);
        press(BOB, shared);
        await().until(() -> alone(ANN).size() == 1 && alone(BOB).size() == 1);
        assertThat(alone(ANN)).singleElement().satisfies(message -> {
            assertThat(text(message)).isEqualTo("view for 5");
            assertThat(message.onlyFor()).contains(ANN);
            assertThat(message.inPlaceOf()).isEqualTo(OptionalLong.of(shared.id()));
        });
        assertThat(alone(BOB)).extracting(TelegramFixture::text).containsExactly("view for 6");
        assertThat(sandbox.screen(GROUP).getLast()).isEqualTo(shared);
        assertThat(opened()).isEmpty();
    }

    @Test
    void replacesTheMembersOwnMessageAtFurtherPresses() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("first");
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        ShownMessage own = alone(ANN).getFirst();
        fixture.script = _ -> view("second");
        press(ANN, own);
        await().untilAsserted(() ->
                assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly("second"));
        fixture.script = _ -> new Reply.EditPressed(withButton("third"), 0);
        press(ANN, own);
        await().untilAsserted(() ->
                assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly("third"));
        assertThat(sandbox.screen(GROUP).getLast()).isEqualTo(shared);
    }

    @Test
    void showsAViewBesideThePressedMessageAsAFurtherOne() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> new Reply.EphemeralView(withButton("beside"), 0, "1-t-0", false);
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        assertThat(alone(ANN).getFirst().inPlaceOf()).isEmpty();
        press(ANN, alone(ANN).getFirst());
        await().until(() -> alone(ANN).size() == 2);
    }

    @Test
    void showsWhatItCannotChangeAnyMoreInANewMessage() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("first");
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        fixture.script = _ -> {
            sandbox.expireEphemeral(GROUP);
            return view("second");
        };
        press(ANN, alone(ANN).getFirst());
        await().untilAsserted(() ->
                assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly("second"));
    }

    @Test
    void answersThePressAfterTheMessage() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("first");
        press(ANN, shared);
        await().until(() -> requests("answerCallbackQuery").size() == 1);
        assertThat(sandbox.requests())
                .extracting(RecordedRequest::path)
                .filteredOn(path -> path.equals("sendMessage") || path.equals("answerCallbackQuery"))
                .containsExactly("sendMessage", "sendMessage", "answerCallbackQuery");
        RecordedRequest sent = requests("sendMessage").getLast();
        assertThat(sent.body().path("receiver_user_id").asLong()).isEqualTo(ANN.id());
        assertThat(sent.body().path("callback_query_id").asText()).isNotEmpty();
        assertThat(sent.body().path("ephemeral_message_parameters").toString())
                .isEqualTo(
                        "{\"receiver_user_id\":5,\"callback_query_id\":\"%s\",\"replace_callback_query_message\":true}"
                                .formatted(sent.body().path("callback_query_id").asText()));
    }

    @ParameterizedTest
    @EnumSource(
            value = BotApiVersion.class,
            names = {"V10_2", "V10_3", "OBJECT_ALONE"})
    void isUnderstoodWhicheverFormTheServerTakes(BotApiVersion version) {
        sandbox.version(version);
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        assertThat(shown(sandbox, GROUP)).containsExactly("the digest");
    }

    @Test
    void opensThePrivateChatWhereTheServerHasNoSuchMessages() {
        sandbox.version(BotApiVersion.V10_1);
        ShownMessage shared = digest(true);
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> opened().equals(List.of(LINK)));
        assertThat(fixture.asked.getLast().features().privateAnswers()).isFalse();
        assertThat(shown(sandbox, GROUP)).containsExactly("the digest");
        assertThat(requests("deleteMessage")).isEmpty();
    }

    /// The server knows the methods, but shows the message to everybody.
    @Test
    void deletesAtOnceWhatEverybodySees() {
        ShownMessage shared = digest(true);
        sandbox.version(BotApiVersion.V10_1);
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> opened().equals(List.of(LINK)));
        assertThat(shown(sandbox, GROUP)).containsExactly("the digest");
        assertThat(requests("deleteMessage")).hasSize(1);
        press(BOB, shared);
        await().until(() -> opened().size() == 2);
        assertThat(requests("deleteMessage")).hasSize(1);
    }

    @Test
    void answersACommandAloneWhereTheBotIsAnAdmin() {
        sandbox.promoteBot(ANN, GROUP);
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> alone(ANN).size() == 1);
        assertThat(fixture.asked.getFirst().features().privateAnswers()).isTrue();
        assertThat(shown(sandbox, GROUP)).isEmpty();
    }

    @Test
    void answersACommandForAllWhereTheBotIsNoAdminAndRemembersIt() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 2);
        assertThat(fixture.asked)
                .extracting(request -> request.features().privateAnswers())
                .containsExactly(true, false);
        assertThat(privately()).hasSize(1);
        assertThat(alone(ANN)).isEmpty();
    }

    @Test
    void triesAgainWhenTheBotsRightsChangeAndAfterAWeek() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        sandbox.promoteBot(ANN, GROUP);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> alone(ANN).size() == 1);
        sandbox.demoteBot(ANN, GROUP);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 2);
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 3);
        assertThat(privately()).hasSize(3);
        fixture.now.updateAndGet(now -> now.plus(Duration.ofDays(8)));
        sandbox.write(ANN, GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 4);
        assertThat(privately()).hasSize(4);
    }

    @Test
    void answersACommandThatNobodyElseSeesWithoutBeingAnAdmin() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start(sandbox);
        await().until(() -> sandbox.offered(ANN, GROUP).stream().anyMatch(line -> line.startsWith("/why")));
        sandbox.choose(ANN, GROUP, "/why");
        await().until(() -> alone(ANN).size() == 2);
        assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly("/why", "settings");
        assertThat(sandbox.screen(GROUP)).isEmpty();
    }

    @Test
    void commandsWhoseAnswersAreForAllAreSeenByAll() {
        fixture.script = _ -> new Reply.PublicMessage(content("today's digest"));
        fixture.start(sandbox);
        await().until(() -> sandbox.offered(ANN, GROUP).stream().anyMatch(line -> line.startsWith("/today")));
        sandbox.choose(ANN, GROUP, "/today");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        assertThat(alone(ANN)).isEmpty();
        assertThat(sandbox.screen(GROUP)).hasSize(2);
    }

    @Test
    void sendsAFileToTheMemberAlone() {
        sandbox.promoteBot(ANN, GROUP);
        fixture.script =
                _ -> new Reply.WithFile(new FileRequest.ExportFile(content("all data"), Optional.empty()), false);
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/export");
        await().until(() -> alone(ANN).size() == 1);
        assertThat(text(alone(ANN).getFirst())).contains("all data");
        assertThat(shown(sandbox, GROUP)).isEmpty();
    }

    @Test
    void writesToAnonymousAdminsAsToAll() {
        sandbox.promoteBot(ANN, GROUP);
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start(sandbox);
        sandbox.writeAnonymously(GROUP, "/settings");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        assertThat(privately()).isEmpty();
    }

    /// The refusals of a press, and whether the next press tries again.
    @ParameterizedTest
    @CsvSource({"THROTTLED, true", "DECLINED, false"})
    void opensThePrivateChatWhenAPressIsRefused(String fault, boolean again) {
        ShownMessage shared = digest(false);
        sandbox.fault(
                GROUP,
                switch (fault) {
                    case "THROTTLED" -> new SandboxFault.Throttled(1, Duration.ofSeconds(1));
                    default -> new SandboxFault.Declined(1);
                });
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> opened().equals(List.of(LINK)));
        sandbox.fault(GROUP, new SandboxFault.None());
        press(ANN, shared);
        await().until(() -> again ? alone(ANN).size() == 1 : opened().size() == 2);
        assertThat(shown(sandbox, GROUP)).containsExactly("the digest");
    }

    @Test
    void sendsPlainTextWhereTheFormattingIsRefused() {
        ShownMessage shared = digest(false);
        sandbox.fault(GROUP, new SandboxFault.Refused(1));
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        assertThat(opened()).isEmpty();
    }

    @Test
    void asksToPressAgainWhenItIsUncertainWhatArrived() {
        ShownMessage shared = digest(false);
        sandbox.fault(GROUP, new SandboxFault.CutAfterDelivery(1));
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> events.stream().anyMatch(SandboxEvent.Toast.class::isInstance));
        assertThat(opened()).isEmpty();
    }

    @Test
    void countsItsRequestsAndOpensThePrivateChatWhereNoneIsLeft() {
        ShownMessage shared = digest(false);
        fixture.permitted.set(1);
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        await().until(() -> alone(ANN).size() == 1);
        press(BOB, shared);
        await().until(() -> opened().equals(List.of(LINK)));
        assertThat(alone(BOB)).isEmpty();
    }

    /// The group's message, sent in answer to a command.
    private ShownMessage digest(boolean admin) {
        if (admin) {
            sandbox.promoteBot(ANN, GROUP);
        }
        fixture.script = _ -> new Reply.PublicMessage(withButton("the digest"));
        fixture.start(sandbox);
        sandbox.write(ANN, GROUP, "/today");
        await().until(() -> shown(sandbox, GROUP).size() == 1);
        return sandbox.screen(GROUP).getLast();
    }

    private void press(SandboxPerson person, ShownMessage message) {
        sandbox.press(person, GROUP, message.id(), 1, 0);
    }

    private List<ShownMessage> alone(SandboxPerson person) {
        return sandbox.ephemeral(person, GROUP);
    }

    private List<String> opened() {
        return events.stream()
                .filter(SandboxEvent.Opened.class::isInstance)
                .map(event -> ((SandboxEvent.Opened) event).url())
                .toList();
    }

    private List<RecordedRequest> requests(String path) {
        return sandbox.requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    private List<RecordedRequest> privately() {
        return requests("sendMessage").stream()
                .filter(request -> request.body().has("receiver_user_id"))
                .toList();
    }

    private static Reply view(String text) {
        return new Reply.EphemeralView(withButton(text), 0, "1-t-0", true);
    }

    private static Content withButton(String text) {
        return new Content(
                content(text).panels(),
                List.of(List.of(Button.callback("Press", new Press.ShowTopics(0)))),
                Optional.empty());
    }
}
