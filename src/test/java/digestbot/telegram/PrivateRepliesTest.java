package digestbot.telegram;

import static digestbot.telegram.TelegramFixture.ANN;
import static digestbot.telegram.TelegramFixture.GROUP;
import static digestbot.telegram.TelegramFixture.content;
import static digestbot.telegram.TelegramFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Preferences;
import digestbot.audience.SubscriberStore;
import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.outbox.FileRequest;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.telegram.TelegramSandbox;
import digestbot.sandbox.telegram.TelegramSandbox.BotApiVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers that one member of a group sees alone, and Telegram's refusals of them.
class PrivateRepliesTest {

    private static final SandboxPerson BOB = new SandboxPerson(6, "Bob", "en");
    private static final Chat CHAT = new Chat(Platform.TELEGRAM, GROUP.id(), ChatType.GROUP, "Readers");
    private static final String LINK = "https://t.me/digest_bot?start=1-t-0";

    @RegisterExtension
    final TelegramFixture fixture = new TelegramFixture();

    private final TelegramSandbox sandbox = fixture.sandbox;

    @BeforeEach
    void findSubscriber() {
        fixture.database.writeWithoutResult(transaction ->
                new SubscriberStore().findOrCreate(transaction, CHAT, Preferences.DEFAULT, fixture.clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void showsEachMemberTheirOwnViewInPlaceOfTheGroupsMessage(boolean admin) {
        ShownMessage shared = digest(admin);
        fixture.script = request -> view("view for " + request.person().userId());
        press(ANN, shared);
        press(BOB, shared);
        awaitAnswers("", "");
        assertThat(alone(ANN)).singleElement().satisfies(message -> {
            assertThat(text(message)).isEqualTo("view for 5");
            assertThat(message.onlyFor()).contains(ANN);
            assertThat(message.inPlaceOf()).isEqualTo(OptionalLong.of(shared.id()));
        });
        assertThat(alone(BOB)).extracting(TelegramFixture::text).containsExactly("view for 6");
        assertThat(sandbox.screen(GROUP).getLast()).isEqualTo(shared);
    }

    @Test
    void replacesTheMembersOwnMessageAtFurtherPresses() {
        ShownMessage shared = digest(false);
        show(shared, "first");
        ShownMessage own = alone(ANN).getFirst();
        show(own, "second");
        fixture.script = _ -> new Reply.EditPressed(withButton("third"), 0);
        press(ANN, own);
        awaitAlone("third");
        assertThat(sandbox.screen(GROUP).getLast()).isEqualTo(shared);
    }

    @Test
    void showsAViewBesideThePressedMessageAsAFurtherOne() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> new Reply.EphemeralView(withButton("beside"), 0, "1-t-0", false);
        press(ANN, shared);
        awaitAlone(1);
        assertThat(alone(ANN).getFirst().inPlaceOf()).isEmpty();
        press(ANN, alone(ANN).getFirst());
        awaitAlone(2);
    }

    @Test
    void showsWhatItCannotChangeAnyMoreInANewMessage() {
        ShownMessage shared = digest(false);
        show(shared, "first");
        fixture.script = _ -> {
            sandbox.expireEphemeral(GROUP);
            return view("second");
        };
        press(ANN, alone(ANN).getFirst());
        awaitAlone("second");
    }

    @Test
    void answersThePressAfterTheMessage() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("first");
        press(ANN, shared);
        awaitAnswers("");
        assertThat(sandbox.requests())
                .extracting(RecordedRequest::path)
                .filteredOn(path -> path.equals("sendMessage") || path.equals("answerCallbackQuery"))
                .containsExactly("sendMessage", "sendMessage", "answerCallbackQuery");
        RecordedRequest sent = fixture.requests("sendMessage").getLast();
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
        show(shared, "alone");
        assertThat(fixture.shown(GROUP)).containsExactly("the digest");
    }

    @Test
    void opensThePrivateChatWhereTheServerHasNoSuchMessages() {
        sandbox.version(BotApiVersion.V10_1);
        ShownMessage shared = digest(true);
        assertOpensThePrivateChat(shared);
        assertThat(fixture.asked.getLast().features().privateAnswers()).isFalse();
        assertThat(fixture.shown(GROUP)).containsExactly("the digest");
        assertThat(fixture.requests("deleteMessage")).isEmpty();
    }

    /// The server knows the methods, but shows the message to everybody.
    @Test
    void deletesAtOnceWhatEverybodySees() {
        ShownMessage shared = digest(true);
        sandbox.version(BotApiVersion.V10_1);
        assertOpensThePrivateChat(shared);
        assertThat(fixture.shown(GROUP)).containsExactly("the digest");
        assertThat(fixture.requests("deleteMessage")).hasSize(1);
        press(BOB, shared);
        awaitAnswers(LINK, LINK);
        assertThat(fixture.requests("deleteMessage")).hasSize(1);
    }

    @Test
    @Tag("database")
    void answersACommandAloneWhereTheBotIsAnAdminAndRemembersWhereItIsNot() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start();
        askSettings();
        fixture.awaitShown(GROUP, 1);
        askSettings();
        fixture.awaitShown(GROUP, 2);
        assertThat(fixture.asked)
                .extracting(request -> request.features().privateAnswers())
                .containsExactly(true, false);
        assertThat(privately()).as("it was tried once").hasSize(1);
        sandbox.promoteBot(ANN, GROUP, true);
        askSettings();
        awaitAlone(1);
        assertThat(fixture.shown(GROUP)).hasSize(2);
        sandbox.promoteBot(ANN, GROUP, false);
        askSettings();
        fixture.awaitShown(GROUP, 3);
        askSettings();
        fixture.awaitShown(GROUP, 4);
        assertThat(privately()).hasSize(3);
        fixture.pass(Duration.ofDays(8));
        askSettings();
        fixture.awaitShown(GROUP, 5);
        assertThat(privately()).as("it was tried again later").hasSize(4);
    }

    @Test
    void answersACommandThatNobodyElseSeesWithoutBeingAnAdmin() {
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start();
        awaitOffered("/missed");
        sandbox.choose(ANN, GROUP, "/missed");
        awaitAlone(2);
        assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly("/missed", "settings");
        assertThat(sandbox.screen(GROUP)).isEmpty();
    }

    @Test
    void commandsWhoseAnswersAreForAllAreSeenByAll() {
        fixture.script = _ -> PublicReplies.toAll(content("today's digest"));
        fixture.start();
        awaitOffered("/today");
        sandbox.choose(ANN, GROUP, "/today");
        fixture.awaitShown(GROUP, 1);
        assertThat(alone(ANN)).isEmpty();
        assertThat(sandbox.screen(GROUP)).hasSize(2);
    }

    @Test
    void sendsAFileToTheMemberAlone() {
        sandbox.promoteBot(ANN, GROUP, true);
        fixture.script = _ -> new Reply.PrivateFile(new FileRequest.ExportFile(content("all data"), Optional.empty()));
        fixture.start();
        sandbox.write(ANN, GROUP, "/export");
        awaitAlone(1);
        assertThat(text(alone(ANN).getFirst())).contains("all data");
        assertThat(fixture.shown(GROUP)).isEmpty();
    }

    @Test
    void writesToAnonymousAdminsAsToAll() {
        sandbox.promoteBot(ANN, GROUP, true);
        fixture.script = _ -> new Reply.EphemeralMessage(content("settings"));
        fixture.start();
        sandbox.writeAnonymously(GROUP, "/settings");
        fixture.awaitShown(GROUP, 1);
        assertThat(privately()).isEmpty();
    }

    @Test
    void opensThePrivateChatWhenAPressIsRefusedAndTriesAgainUnlessItIsForGood() {
        ShownMessage shared = digest(false);
        fixture.script = _ -> view("alone");
        sandbox.fault(GROUP, new SandboxFault.Throttled(1, Duration.ofSeconds(1)));
        press(BOB, shared);
        awaitAnswers(LINK);
        press(BOB, shared);
        awaitAnswers(LINK, "");
        assertThat(alone(BOB)).hasSize(1);
        sandbox.fault(GROUP, new SandboxFault.Declined(1));
        press(ANN, shared);
        awaitAnswers(LINK, "", LINK);
        press(ANN, shared);
        awaitAnswers(LINK, "", LINK, LINK);
        assertThat(fixture.shown(GROUP)).containsExactly("the digest");
    }

    @Test
    void sendsPlainTextWhereTheFormattingIsRefused() {
        ShownMessage shared = digest(false);
        sandbox.fault(GROUP, new SandboxFault.Refused(1));
        show(shared, "alone");
        awaitAnswers("");
    }

    @Test
    void asksToPressAgainWhenItIsUncertainWhatArrived() {
        ShownMessage shared = digest(false);
        sandbox.fault(GROUP, new SandboxFault.CutAfterDelivery(1));
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        awaitAnswers("");
        Waiting.exactly(1, () -> fixture.seen(SandboxEvent.Toast.class));
    }

    @Test
    void countsItsRequestsAndOpensThePrivateChatWhereNoneIsLeft() {
        ShownMessage shared = digest(false);
        fixture.permitted.set(1);
        show(shared, "alone");
        press(BOB, shared);
        awaitAnswers("", LINK);
        assertThat(alone(BOB)).isEmpty();
    }

    /// The group's message, sent in answer to a command.
    private ShownMessage digest(boolean admin) {
        if (admin) {
            sandbox.promoteBot(ANN, GROUP, true);
        }
        return fixture.posted(ANN, GROUP, withButton("the digest"));
    }

    private void press(SandboxPerson person, ShownMessage message) {
        sandbox.press(person, GROUP, message.id(), 1, 0);
    }

    private List<ShownMessage> alone(SandboxPerson person) {
        return sandbox.ephemeral(person, GROUP);
    }

    private void awaitAlone(int count) {
        Waiting.exactly(count, () -> alone(ANN));
    }

    private void awaitAlone(String text) {
        await().untilAsserted(() ->
                assertThat(alone(ANN)).extracting(TelegramFixture::text).containsExactly(text));
    }

    private void show(ShownMessage pressed, String text) {
        fixture.script = _ -> view(text);
        press(ANN, pressed);
        awaitAlone(text);
    }

    private void assertOpensThePrivateChat(ShownMessage shared) {
        fixture.script = _ -> view("alone");
        press(ANN, shared);
        awaitAnswers(LINK);
    }

    private void askSettings() {
        sandbox.write(ANN, GROUP, "/settings");
    }

    /// Waits until so many presses were answered, each by opening the link if there is one.
    private void awaitAnswers(String... links) {
        assertThat(Waiting.exactly(links.length, () -> fixture.requests("answerCallbackQuery")))
                .extracting(request -> request.body().path("url").asText())
                .containsExactly(links);
    }

    private void awaitOffered(String command) {
        await().untilAsserted(() -> assertThat(sandbox.offered(ANN, GROUP)).anyMatch(line -> line.startsWith(command)));
    }

    private List<RecordedRequest> privately() {
        return fixture.requests("sendMessage").stream()
                .filter(request -> request.body().has("receiver_user_id"))
                .toList();
    }

    private static Reply view(String text) {
        return new Reply.EphemeralView(withButton(text), 0, "1-t-0", true);
    }

    private static Content withButton(String text) {
        return content(text, Button.callback("Action", new SubscribeAction.ShowTopics(0)));
    }
}
