package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.telegram.transport.BotApiTransport.NotSentException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class TelegramErrorsTest {

    /// Result, outcome and answer.
    private static final String REFUSALS = """
        Unreachable   blocked        403 Forbidden: bot was blocked by the user
        Unreachable   blocked        400 Bad Request: USER_IS_BLOCKED
        Unreachable   kicked         403 Forbidden: bot was kicked from the supergroup chat
        Unreachable   kicked         403 Forbidden: bot is not a member of the channel chat
        Unreachable   kicked         400 Bad Request: CHANNEL_PRIVATE
        Unreachable   deactivated    403 Forbidden: user is deactivated
        Unreachable   deactivated    403 Forbidden: the group chat was deleted
        Unreachable   deactivated    403 Forbidden: the group chat was deactivated
        Unreachable   deactivated    400 Bad Request: group is deactivated
        Unreachable   chat-not-found 400 Bad Request: chat not found
        Unreachable   chat-not-found 400 Bad Request: PEER_ID_INVALID
        Unreachable   chat-not-found 400 Bad Request: group chat was upgraded to a supergroup chat
        Unreachable   cannot-dm      403 Forbidden: bot can't initiate conversation with a user
        Unreachable   cannot-dm      403 Forbidden: bot can't send messages to bots
        Unreachable   no-rights      400 Bad Request: not enough rights to send text messages to the chat
        Unreachable   no-rights      400 Bad Request: need administrator rights in the channel chat
        Unreachable   no-rights      400 Bad Request: have no rights to send a message
        Unreachable   no-rights      400 Bad Request: CHAT_WRITE_FORBIDDEN
        Unreachable   no-rights      400 Bad Request: CHAT_RESTRICTED
        Unreachable   no-rights      400 Bad Request: CHAT_ADMIN_REQUIRED
        Unreachable   no-rights      403 Forbidden: a reason that nobody knows yet
        ThreadGone    topic-closed   400 Bad Request: TOPIC_CLOSED
        ThreadGone    topic-deleted  400 Bad Request: message thread not found
        ThreadGone    topic-deleted  400 Bad Request: TOPIC_DELETED
        ThreadGone    topic-deleted  400 Bad Request: TOPIC_ID_INVALID
        MessageGone                  400 Bad Request: message to edit not found
        MessageGone                  400 Bad Request: message can't be edited
        MessageGone                  400 Bad Request: message to delete not found
        MessageGone                  400 Bad Request: MESSAGE_ID_INVALID
        FormatRefused                400 Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 0
        FormatRefused                400 Bad Request: can't find end of the entity starting at byte offset 7
        FormatRefused                400 Bad Request: ENTITY_BOUNDS_INVALID
        Rejected                     400 Bad Request: message is too long
        Rejected                     400 Bad Request: message text is empty
        Rejected                     400 Bad Request: BUTTON_DATA_INVALID
        Rejected                     413 Request Entity Too Large
        Undeletable                  400 Bad Request: message can't be deleted
        Undeletable                  400 Bad Request: message can't be deleted for everyone
        """;

    @Test
    void tellsWhatARefusalMeans() {
        assertThat(REFUSALS.lines().map(line -> line.substring(29)).map(answer -> {
                    SendResult result = result(answer);
                    assertThat(result).as(answer).extracting("why").isEqualTo(answer.substring(4));
                    return "%-13s %-14s %s".formatted(result.getClass().getSimpleName(), outcome(result), answer);
                }))
                .containsExactlyElementsOf(REFUSALS.lines().toList());
    }

    private static String outcome(SendResult result) {
        return switch (result) {
            case SendResult.Unreachable(Outcome outcome, String _) -> outcome.id();
            case SendResult.ThreadGone(Outcome outcome, String _) -> outcome.id();
            default -> "";
        };
    }

    @Test
    void followsAMovedGroupAndWaitsAsTold() {
        assertThat(TelegramErrors.result(refusal(
                        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a"
                                + " supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1001}}")))
                .isEqualTo(new SendResult.ChatMoved(-1001));
        assertThat(
                        TelegramErrors.result(
                                refusal(
                                        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 9\",\"parameters\":{\"retry_after\":9}}")))
                .isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(9), LimitScope.UNKNOWN));
        assertThat(result("429 Too Many Requests: retry after 12"))
                .isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(12), LimitScope.UNKNOWN));
        assertThat(result("429 Too Many Requests"))
                .isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(5), LimitScope.UNKNOWN));
    }

    @Test
    void aRefusedTokenMeansThatNothingWasSent() {
        for (String answer : List.of("401 Unauthorized", "404 Not Found")) {
            assertThat(result(answer))
                    .isInstanceOfSatisfying(
                            SendResult.NotSent.class,
                            refused -> assertThat(refused.outcome()).isEqualTo(Outcome.TOKEN_REFUSED));
        }
    }

    @Test
    void whatIsNotToldLeavesItOpen() {
        assertThat(Stream.of("<html>502 Bad Gateway</html>", "", "{")
                        .map(answer -> TelegramErrors.result(refusal(answer))))
                .containsOnly(new SendResult.Unconfirmed(Outcome.MALFORMED_RESPONSE, "Unable to deserialize response"));
        assertThat(result("500 Internal Server Error"))
                .isEqualTo(new SendResult.Unconfirmed(Outcome.SERVER_ERROR, "500 Internal Server Error"));
        var cut = new SocketTimeoutException("timeout");
        assertThat(TelegramErrors.result(new TelegramApiException("x", cut)))
                .isEqualTo(new SendResult.Unconfirmed(Outcome.UNANSWERED, "no answer in time"));
        assertThat(TelegramErrors.result(new TelegramApiException("x", new NotSentException(cut))))
                .isEqualTo(new SendResult.NotSent(Outcome.NOT_WRITTEN, "no answer in time"));
        var refused = new NotSentException(new ConnectException("refused"));
        assertThat(TelegramErrors.result(new TelegramApiException("x", refused)))
                .isEqualTo(new SendResult.NotSent(Outcome.SERVER_DOWN, "no connection"));
    }

    private static SendResult result(String answer) {
        return TelegramErrors.result(refusal("{\"ok\":false,\"error_code\":" + answer.substring(0, 3)
                + ",\"description\":\"" + answer.substring(4).replace("\"", "\\\"") + "\"}"));
    }

    /// The exception that the client library makes from the server's answer.
    private static TelegramApiRequestException refusal(String answer) {
        return catchThrowableOfType(TelegramApiRequestException.class, () -> new GetMe().deserializeResponse(answer));
    }
}
