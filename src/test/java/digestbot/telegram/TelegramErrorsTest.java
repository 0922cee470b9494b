package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.delivery.SendResult;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class TelegramErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "403 Forbidden: bot was blocked by the user",
                "403 Forbidden: user is deactivated",
                "403 Forbidden: bot was kicked from the supergroup chat",
                "403 Forbidden: bot can't initiate conversation with a user",
                "403 Forbidden: bot is not a member of the channel chat",
                "400 Bad Request: chat not found",
                "400 Bad Request: PEER_ID_INVALID",
                "400 Bad Request: not enough rights to send text messages to the chat",
                "400 Bad Request: need administrator rights in the channel chat",
                "400 Bad Request: CHAT_WRITE_FORBIDDEN"
            })
    void nothingReachesSuchAChat(String answer) {
        assertThat(result(answer))
                .isInstanceOfSatisfying(
                        SendResult.Unreachable.class, gone -> assertThat(answer).contains(gone.why()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
                "400 Bad Request: message is too long",
                "400 Bad Request: message text is empty",
                "400 Bad Request: message to edit not found",
                "400 Bad Request: message can't be edited",
                "400 Bad Request: BUTTON_DATA_INVALID",
                "400 Bad Request: message thread not found",
                "400 Bad Request: TOPIC_CLOSED",
                "413 Request Entity Too Large"
            })
    void suchAMessageIsNeverTaken(String answer) {
        assertThat(result(answer)).isInstanceOf(SendResult.Rejected.class);
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
                .isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(9), false));
        assertThat(result("429 Too Many Requests: retry after 12"))
                .isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(12), false));
        assertThat(result("429 Too Many Requests")).isEqualTo(new SendResult.RateLimited(Duration.ofSeconds(5), false));
    }

    @Test
    void aRefusedTokenMeansThatNothingWasSent() {
        assertThat(result("401 Unauthorized")).isInstanceOf(SendResult.NotSent.class);
        assertThat(result("404 Not Found")).isInstanceOf(SendResult.NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>502 Bad Gateway</html>", "", "{"})
    void anUnreadableAnswerLeavesItOpen(String answer) {
        assertThat(TelegramErrors.result(refusal(answer))).isInstanceOf(SendResult.Unconfirmed.class);
    }

    @Test
    void aServersFailureLeavesItOpen() {
        assertThat(result("500 Internal Server Error")).isInstanceOf(SendResult.Unconfirmed.class);
    }

    @Test
    void aBrokenConnectionDependsOnWhatHadBeenSent() {
        var cut = new SocketTimeoutException("timeout");
        assertThat(TelegramErrors.result(new TelegramApiException("x", cut)))
                .isEqualTo(new SendResult.Unconfirmed("SocketTimeoutException: timeout"));
        assertThat(TelegramErrors.result(new TelegramApiException("x", new RequestTrace.NotSentException(cut))))
                .isEqualTo(new SendResult.NotSent("SocketTimeoutException: timeout"));
    }

    private static SendResult result(String answer) {
        return TelegramErrors.result(refusal("{\"ok\":false,\"error_code\":" + answer.substring(0, 3)
                + ",\"description\":\"" + answer.substring(4).replace("\"", "\\\"") + "\"}"));
    }

    /// What the client library makes of the server's answer.
    private static TelegramApiRequestException refusal(String answer) {
        return catchThrowableOfType(TelegramApiRequestException.class, () -> new GetMe().deserializeResponse(answer));
    }
}
