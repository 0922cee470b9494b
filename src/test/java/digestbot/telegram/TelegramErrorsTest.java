package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.RateLimited.LimitScope;
import digestbot.telegram.transport.NotSentException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class TelegramErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 Forbidden: bot was blocked by the user                              | blocked
                    400 Bad Request: USER_IS_BLOCKED                                        | blocked
                    403 Forbidden: bot was kicked from the supergroup chat                  | kicked
                    403 Forbidden: bot is not a member of the channel chat                  | kicked
                    400 Bad Request: CHANNEL_PRIVATE                                        | kicked
                    403 Forbidden: user is deactivated                                      | deactivated
                    403 Forbidden: the group chat was deleted                               | deactivated
                    403 Forbidden: the group chat was deactivated                           | deactivated
                    400 Bad Request: group is deactivated                                   | deactivated
                    400 Bad Request: chat not found                                         | chat-not-found
                    400 Bad Request: PEER_ID_INVALID                                        | chat-not-found
                    400 Bad Request: group chat was upgraded to a supergroup chat           | chat-not-found
                    403 Forbidden: bot can't initiate conversation with a user              | cannot-dm
                    403 Forbidden: bot can't send messages to bots                          | cannot-dm
                    400 Bad Request: not enough rights to send text messages to the chat    | no-rights
                    400 Bad Request: need administrator rights in the channel chat          | no-rights
                    400 Bad Request: have no rights to send a message                       | no-rights
                    400 Bad Request: CHAT_WRITE_FORBIDDEN                                   | no-rights
                    400 Bad Request: CHAT_RESTRICTED                                        | no-rights
                    400 Bad Request: CHAT_ADMIN_REQUIRED                                    | no-rights
                    403 Forbidden: a reason that nobody knows yet                           | no-rights
                    """)
    void nothingReachesSuchAChat(String answer, String outcome) {
        assertThat(result(answer))
                .isEqualTo(new SendResult.Unreachable(Outcome.of(outcome).orElseThrow(), answer.substring(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "400 Bad Request: TOPIC_CLOSED, topic-closed",
        "400 Bad Request: message thread not found, topic-deleted",
        "400 Bad Request: TOPIC_DELETED, topic-deleted",
        "400 Bad Request: TOPIC_ID_INVALID, topic-deleted",
    })
    void aTopicSaysNothingOfItsGroup(String answer, String outcome) {
        assertThat(result(answer))
                .isEqualTo(new SendResult.ThreadGone(Outcome.of(outcome).orElseThrow(), answer.substring(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request: message to edit not found",
                "400 Bad Request: message can't be edited",
                "400 Bad Request: message to delete not found",
                "400 Bad Request: MESSAGE_ID_INVALID"
            })
    void suchAMessageIsNotThereToBeChanged(String answer) {
        assertThat(result(answer)).isEqualTo(new SendResult.MessageGone(answer.substring(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
                "400 Bad Request: can't find end of the entity starting at byte offset 7",
                "400 Bad Request: ENTITY_BOUNDS_INVALID"
            })
    void suchFormattingIsNotRead(String answer) {
        assertThat(result(answer)).isEqualTo(new SendResult.FormatRefused(answer.substring(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request: message is too long",
                "400 Bad Request: message text is empty",
                "400 Bad Request: BUTTON_DATA_INVALID",
                "413 Request Entity Too Large"
            })
    void suchAMessageIsNeverTaken(String answer) {
        assertThat(result(answer)).isEqualTo(new SendResult.Rejected(answer.substring(4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request: message can't be deleted",
                "400 Bad Request: message can't be deleted for everyone"
            })
    void suchAMessageStays(String answer) {
        assertThat(result(answer)).isEqualTo(new SendResult.Undeletable(answer.substring(4)));
    }

    @Test
    void followsAMovedGroup() {
        assertThat(TelegramErrors.result(refusal(
                        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a"
                                + " supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1001}}")))
                .isEqualTo(new SendResult.ChatMoved(-1001));
    }

    @Test
    void waitsAsTold() {
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

    @ParameterizedTest
    @ValueSource(strings = {"<html>502 Bad Gateway</html>", "", "{"})
    void anUnreadableAnswerLeavesItOpen(String answer) {
        assertThat(TelegramErrors.result(refusal(answer)))
                .isEqualTo(
                        new SendResult.Unconfirmed(Outcome.MALFORMED_RESPONSE, "the server's answer was not readable"));
    }

    @Test
    void aServersFailureLeavesItOpen() {
        assertThat(result("500 Internal Server Error"))
                .isEqualTo(new SendResult.Unconfirmed(Outcome.SERVER_ERROR, "Internal Server Error"));
    }

    @Test
    void aBrokenConnectionDependsOnWhatHadBeenSent() {
        var cut = new SocketTimeoutException("timeout");
        assertThat(TelegramErrors.result(new TelegramApiException("x", cut)))
                .isEqualTo(new SendResult.Unconfirmed(Outcome.UNANSWERED, "SocketTimeoutException: timeout"));
        assertThat(TelegramErrors.result(new TelegramApiException("x", new NotSentException(cut))))
                .isEqualTo(new SendResult.NotSent(Outcome.NOT_WRITTEN, "SocketTimeoutException: timeout"));
        var refused = new NotSentException(new ConnectException("refused"));
        assertThat(TelegramErrors.result(new TelegramApiException("x", refused)))
                .isEqualTo(new SendResult.NotSent(Outcome.SERVER_DOWN, "ConnectException: refused"));
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
