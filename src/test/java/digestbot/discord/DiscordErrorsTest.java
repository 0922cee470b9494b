package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.SendResult;
import digestbot.delivery.SendResult.NotSent;
import digestbot.delivery.SendResult.RateLimited;
import digestbot.delivery.SendResult.Rejected;
import digestbot.delivery.SendResult.Unconfirmed;
import digestbot.delivery.SendResult.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import net.dv8tion.jda.api.requests.Response;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "403, 50007, Unreachable",
        "403, 50278, Unreachable",
        "403, 50001, Unreachable",
        "403, 50013, Unreachable",
        "404, 10003, Unreachable",
        "400, 50083, Unreachable",
        "400, 50035, Rejected",
        "404, 10008, Rejected",
        "400, 200000, Rejected",
        "401, 0, NotSent",
        "500, 0, Unconfirmed",
        "502, 0, Unconfirmed",
        "503, 0, NotSent",
    })
    void tellsWhatARefusalMeans(int status, int code, String result) {
        assertThat(of(status, "{\"message\": \"why\", \"code\": " + code + "}", "via", "1.1 google"))
                .extracting(found -> found.getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void namesTheFieldThatDiscordRefuses() {
        String body = """
                {"message": "Invalid Form Body", "code": 50035,
                 "errors": {"components": {"_errors": [{"code": "TOO_LONG", "message": "too long"}]}}}
                """;
        assertThat(of(400, body, "via", "1.1 google"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.why())
                                .startsWith("400 Invalid Form Body (50035)")
                                .contains("too long"));
    }

    @Test
    void takesTheExactPauseAndSeesWhomItConcerns() {
        String body = "{\"message\": \"slow\", \"retry_after\": 1.337, \"global\": false}";
        assertThat(of(429, body, "via", "1.1 google")).isEqualTo(new RateLimited(Duration.ofMillis(1_337), false));
        assertThat(of(429, body.replace("false", "true"), "via", "1.1 google"))
                .isEqualTo(new RateLimited(Duration.ofMillis(1_337), true));
        assertThat(of(429, body, "Retry-After", "2")).isEqualTo(new RateLimited(Duration.ofMillis(1_337), true));
        assertThat(of(429, "<html>", "Retry-After", "60")).isEqualTo(new RateLimited(Duration.ofSeconds(60), true));
    }

    @Test
    void waitsWhereOldMessagesWereEditedTooOften() {
        assertThat(of(400, "{\"message\": \"edits\", \"code\": 30046}", "via", "x"))
                .isInstanceOf(RateLimited.class);
        assertThat(of(429, "{\"message\": \"edits\", \"code\": 30046, \"retry_after\": 9}", "via", "x"))
                .isEqualTo(new RateLimited(Duration.ofSeconds(9), false));
    }

    @Test
    void blamesNoChatForAProxysPage() {
        assertThat(of(403, "<html>", "server", "proxy")).isInstanceOf(NotSent.class);
        assertThat(of(502, "<html>", "server", "proxy")).isInstanceOf(Unconfirmed.class);
    }

    @Test
    void tellsAConnectionThatNeverWasFromOneThatBroke() {
        assertThat(DiscordErrors.of(new ConnectException("refused"))).isInstanceOf(NotSent.class);
        assertThat(DiscordErrors.of(new UnknownHostException("discord.com"))).isInstanceOf(NotSent.class);
        assertThat(DiscordErrors.of(new SocketTimeoutException("Connect timed out")))
                .isInstanceOf(NotSent.class);
        assertThat(DiscordErrors.of(new SocketTimeoutException("Read timed out")))
                .isInstanceOf(Unconfirmed.class);
        assertThat(DiscordErrors.of(new IOException("unexpected end of stream")))
                .isInstanceOf(Unconfirmed.class);
    }

    private static SendResult of(int status, String body, String header, String value) {
        okhttp3.Response raw = new okhttp3.Response.Builder()
                .request(new Request.Builder()
                        .url("http://127.0.0.1/secret-token")
                        .build())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .header(header, value)
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build();
        long seconds = Long.parseLong(raw.header("Retry-After", "0"));
        SendResult result = DiscordErrors.of(new Response(raw, seconds * 1000, Set.of()));
        assertThat(result.toString()).doesNotContain("secret-token");
        return result;
    }

    @Test
    void unreachableNamesTheReason() {
        assertThat(of(403, "{\"message\": \"Cannot send messages to this user\", \"code\": 50007}", "via", "x"))
                .isEqualTo(new Unreachable("403 Cannot send messages to this user (50007)"));
    }
}
