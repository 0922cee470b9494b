package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.audience.Subscription;
import digestbot.delivery.api.ApiToken;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Threads that the bot opens in a private chat, through the client library.
class OwnThreadsTest {

    private static final ApiToken TOKEN = new ApiToken("77:secret");
    private static final SandboxPlace PLACE = new SandboxPlace(5, SandboxPlace.Kind.PRIVATE, "");
    private static final SandboxPlace GROUP = new SandboxPlace(-500, SandboxPlace.Kind.GROUP, "Readers");

    private TelegramSandbox sandbox;
    private TelegramConnection connection;
    private TelegramMessenger messenger;

    @BeforeEach
    void start() {
        sandbox = TelegramSandbox.start(0, TOKEN.reveal(), "digest_bot", InstantSource.system());
        connection = new TelegramConnection(new TelegramSettings(TOKEN, sandbox.url()));
        messenger = connection.messenger();
        sandbox.join(new SandboxPerson(5, "Reader", "en"), PLACE);
        sandbox.join(new SandboxPerson(5, "Reader", "en"), GROUP);
    }

    @AfterEach
    void stop() {
        connection.close();
        sandbox.close();
    }

    @Test
    void theFirstMessageOpensTheThreadAndTellsWhichItIs() {
        Sent first = sent(send(PLACE, "US vs China", "Thursday"));
        var there = new Destination(chat(PLACE), first.thread().orElseThrow());
        assertThat(messenger.send(there, message("US vs China", "Friday"), "", false))
                .isInstanceOf(Sent.class);
        assertThat(shown(PLACE)).containsExactly("#US vs China: Thursday", "#US vs China: Friday");
        assertThat(requests("createForumTopic")).isEqualTo(1);
    }

    @Test
    void anotherAttemptUsesTheThreadThatIsOpenAlready() {
        sandbox.fault(PLACE, new SandboxFault.Declined(1));
        assertThat(send(PLACE, "Trade", "Thursday")).isInstanceOf(SendResult.Rejected.class);
        assertThat(sent(send(PLACE, "Trade", "Thursday")).thread()).isPresent();
        assertThat(requests("createForumTopic")).isEqualTo(1);
        assertThat(sent(send(PLACE, "Trade", "Friday")).thread()).isPresent();
        assertThat(requests("createForumTopic"))
                .as("the next one that asks for a thread gets a new one")
                .isEqualTo(2);
    }

    @Test
    void aChatThatCannotHaveThreadsGetsTheMessageItself() {
        assertThat(sent(send(GROUP, "Trade", "Thursday")).thread()).isEqualTo(OptionalLong.of(0));
        assertThat(shown(GROUP)).containsExactly("Readers: Thursday");
    }

    @Test
    void aMessageWithoutATopicOpensNoThread() {
        assertThat(sent(send(PLACE, "", "News")).thread()).isEqualTo(OptionalLong.of(0));
        assertThat(requests("createForumTopic")).isZero();
    }

    @Test
    void anEmptyThreadThatTheReaderDeletedIsReplaced() {
        sandbox.fault(PLACE, new SandboxFault.Declined(1));
        assertThat(send(PLACE, "Trade", "Thursday")).isInstanceOf(SendResult.Rejected.class);
        sandbox.deleteThread(PLACE, 1);
        assertThat(send(PLACE, "Trade", "Thursday")).isInstanceOf(SendResult.NotSent.class);
        assertThat(sent(send(PLACE, "Trade", "Thursday")).thread().orElseThrow())
                .isGreaterThan(1);
        assertThat(requests("createForumTopic")).isEqualTo(2);
    }

    @Test
    void aReaderWhoBlockedTheBotIsUnreachable() {
        sandbox.fault(PLACE, new SandboxFault.Blocked());
        assertThat(send(PLACE, "Trade", "Thursday"))
                .isInstanceOfSatisfying(
                        SendResult.Unreachable.class,
                        result -> assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED));
    }

    @Test
    void whatAServerErrorKeptFromBeingSentIsNotInDoubt() {
        sandbox.fault(PLACE, new SandboxFault.ServerError(1, 502));
        assertThat(send(PLACE, "Trade", "Thursday"))
                .isInstanceOfSatisfying(
                        SendResult.NotSent.class,
                        result -> assertThat(result.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE));
    }

    @ParameterizedTest
    @CsvSource({"n, 128, 128", "n, 129, 128", "n, 1000, 128", "🎺, 100, 127"})
    void aNameIsCutToWhatTheServerAccepts(String character, int length, int kept) {
        Sent sent = sent(send(PLACE, character.repeat(length), "Thursday"));
        assertThat(sent.thread().orElseThrow()).isPositive();
        assertThat(shown(PLACE))
                .singleElement()
                .satisfies(line -> assertThat(line.indexOf(':') - 1).isEqualTo(kept));
    }

    private SendResult send(SandboxPlace place, String topic, String text) {
        return messenger.send(new Destination(chat(place), Subscription.OWN_THREAD), message(topic, text), "", false);
    }

    private static Sent sent(SendResult result) {
        assertThat(result).isInstanceOf(Sent.class);
        return (Sent) result;
    }

    private static TelegramMessage message(String topic, String text) {
        return new TelegramMessage(text, List.of()).about(topic);
    }

    private static Chat chat(SandboxPlace place) {
        return new Chat(
                Platform.TELEGRAM,
                place.id(),
                place.kind() == SandboxPlace.Kind.PRIVATE ? ChatType.PRIVATE : ChatType.GROUP,
                "");
    }

    private List<String> shown(SandboxPlace place) {
        return sandbox.screen(place).stream()
                .map(message -> message.place().title() + ": " + TelegramFixture.text(message))
                .toList();
    }

    private long requests(String method) {
        return sandbox.requests().stream()
                .filter(request -> request.path().endsWith(method))
                .count();
    }
}
