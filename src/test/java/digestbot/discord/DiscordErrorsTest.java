package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.delivery.api.SendResult.FormatRefused;
import digestbot.delivery.api.SendResult.NotSent;
import digestbot.delivery.api.SendResult.RateLimited;
import digestbot.delivery.api.SendResult.ThreadGone;
import digestbot.delivery.api.SendResult.Unconfirmed;
import digestbot.delivery.api.SendResult.Unreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import net.dv8tion.jda.api.requests.Response;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class DiscordErrorsTest {

    /// Status, code, result and outcome.
    private static final String REFUSALS = """
        404 10003  Unreachable unknown-channel
        404 10004  Unreachable kicked
        404 10013  Unreachable deactivated
        403 50001  Unreachable no-rights
        403 50007  Unreachable cannot-dm
        400 50008  Unreachable no-rights
        403 50013  Unreachable no-rights
        403 50278  Unreachable cannot-dm
        403 99999  Unreachable no-rights
        400 50083  ThreadGone thread-archived
        403 160005 ThreadGone thread-archived
        404 10008  MessageGone
        403 50005  MessageGone
        400 50035  FormatRefused
        400 200000 Rejected
        401 0      NotSent token-refused
        403 40333  NotSent turned-away
        408 0      Unconfirmed unanswered
        500 0      Unconfirmed server-error
        502 0      Unconfirmed server-error
        503 0      NotSent server-error
        """;

    @Test
    void tellsWhatARefusalMeans() {
        assertThat(REFUSALS.lines().map(line -> line.split(" +")).map(row -> {
                    SendResult found = of(
                            Integer.parseInt(row[0]),
                            "{\"message\": \"why\", \"code\": " + row[1] + "}",
                            "via",
                            "1.1 google");
                    return "%s %-6s %s %s"
                            .formatted(row[0], row[1], found.getClass().getSimpleName(), outcome(found))
                            .strip();
                }))
                .containsExactlyElementsOf(REFUSALS.lines().toList());
    }

    private static String outcome(SendResult result) {
        return switch (result) {
            case Unreachable(Outcome outcome, String _) -> outcome.id();
            case ThreadGone(Outcome outcome, String _) -> outcome.id();
            case NotSent(Outcome outcome, String _) -> outcome.id();
            case Unconfirmed(Outcome outcome, String _) -> outcome.id();
            default -> "";
        };
    }

    @Test
    void namesTheFieldThatDiscordRefuses() {
        String body = """
                {"message": "Invalid Form Body", "code": 50035,
                 "errors": {"components": {"_errors": [{"code": "TOO_LONG", "message": "too long"}]}}}
                """;
        assertThat(of(400, body, "via", "1.1 google"))
                .isInstanceOfSatisfying(
                        FormatRefused.class,
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
        assertThat(of(400, "{\"message\": \"edits\", \"code\": 30046}", "via", "x"))
                .isEqualTo(new SendResult.Deferred(Duration.ofMinutes(5), "400 edits (30046)"));
        assertThat(of(429, "{\"message\": \"edits\", \"code\": 30046, \"retry_after\": 9}", "via", "x"))
                .isEqualTo(new SendResult.Deferred(Duration.ofSeconds(9), "429 edits (30046)"));
    }

    @Test
    void describesARejectedResponseInASentence() {
        var rejected = new InteractionResponse.ResponseRejectedException("10062 Unknown interaction", new Exception());
        assertThat(DiscordErrors.describe(rejected))
                .isEqualTo("Discord rejected the response: 10062 Unknown interaction");
    }

    @Test
    void blamesNoChatForAProxysPage() {
        assertThat(of(403, "<html>", "server", "proxy"))
                .isEqualTo(new NotSent(Outcome.BLOCKED_BY_PROXY, "403 without a reason, from a proxy"));
        assertThat(of(403, "{\"message\": \"Cannot send messages to this user\", \"code\": 50007}", "via", "x"))
                .isEqualTo(new Unreachable(Outcome.CANNOT_DM, "403 Cannot send messages to this user (50007)"));
        assertThat(of(502, "<html>", "server", "proxy")).isEqualTo(new Unconfirmed(Outcome.MALFORMED_RESPONSE, "502"));
    }

    @Test
    void tellsAConnectionThatNeverWasFromOneThatBroke() {
        assertThat(Stream.of(
                                new ConnectException("refused"),
                                new UnknownHostException("discord.com"),
                                new SocketTimeoutException("Connect timed out"),
                                new SocketTimeoutException("Read timed out"),
                                new IOException("unexpected end of stream"))
                        .map(failure -> outcome(DiscordErrors.result(failure))))
                .containsExactly("server-down", "server-down", "not-written", "unanswered", "unanswered");
        assertThat(DiscordErrors.describe(new UnknownHostException("discord.com")))
                .isEqualTo("its name cannot be looked up");
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
        SendResult result = DiscordErrors.result(new Response(raw, seconds * 1000, Set.of()));
        assertThat(result.toString()).doesNotContain("secret-token");
        return result;
    }
}
